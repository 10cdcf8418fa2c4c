import { filled, type Finder, type Finders, inRegion, named, textOf, type Values } from "../finder";
import { tagged } from "./aws-tagged";

const bucketSetting = named("{bucket}");
const vaultSetting = named("{backupVaultName}");
const arnOf = (service: string, type: string): Finder => tagged(service, type, "arn");
const idOf = (service: string, type: string): Finder => tagged(service, type, "id");

/** Import ids are those of the providers' documents (`pulumi import` in the SDK's comments). */
export const awsFinders: Finders = {
  "aws:acm/certificate:Certificate": arnOf("acm", "certificate"),
  "aws:acm/certificateValidation:CertificateValidation": {
    kind: "repeatable",
    because: "it waits for a certificate, and makes nothing",
  },
  "aws:appautoscaling/policy:Policy": named(
    "{serviceNamespace}/{resourceId}/{scalableDimension}/{name}",
  ),
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    kind: "repeatable",
    because: "an action of the same name is written over",
  },
  "aws:appautoscaling/target:Target": named("{serviceNamespace}/{resourceId}/{scalableDimension}"),
  "aws:backup/plan:Plan": idOf("backup", "backup-plan"),
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": named("{name}"),
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": named(
    "{name}:{restoreTestingPlanName}",
  ),
  "aws:backup/selection:Selection": {
    kind: "by hand",
    how: (resource) => {
      const plan = textOf(resource, "planId");
      return (
        "the service would refuse a second one: " +
        `aws backup list-backup-selections --backup-plan-id ${plan} names it; its id for --adopt is ${plan}|<SelectionId>`
      );
    },
  },
  "aws:backup/vault:Vault": named("{name}"),
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": vaultSetting,
  "aws:backup/vaultNotifications:VaultNotifications": vaultSetting,
  "aws:backup/vaultPolicy:VaultPolicy": vaultSetting,
  "aws:budgets/budget:Budget": named("{@account}:{name}"),
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": named(
    "arn:aws:chatbot::{@account}:chat-configuration/slack-channel/{configurationName}",
  ),
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": named("{name}"),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": named("{alarmName}"),
  "aws:cloudwatch/dashboard:Dashboard": named("{dashboardName}"),
  "aws:cloudwatch/eventRule:EventRule": named("default/{name}"),
  "aws:cloudwatch/eventTarget:EventTarget": named("{rule}/{targetId}"),
  "aws:cloudwatch/logGroup:LogGroup": named("{name}"),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": named("{logGroupName}:{name}"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("{name}"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": idOf("ec2", "security-group"),
  "aws:ec2/eip:Eip": idOf("ec2", "elastic-ip"),
  "aws:ec2/flowLog:FlowLog": idOf("ec2", "vpc-flow-log"),
  "aws:ec2/internetGateway:InternetGateway": idOf("ec2", "internet-gateway"),
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": {
    kind: "repeatable",
    because: "a VPC has one main route table, which is set again",
  },
  "aws:ec2/managedPrefixList:ManagedPrefixList": idOf("ec2", "prefix-list"),
  "aws:ec2/natGateway:NatGateway": idOf("ec2", "natgateway"),
  "aws:ec2/route:Route": named("{routeTableId}_{destinationCidrBlock}"),
  "aws:ec2/routeTable:RouteTable": idOf("ec2", "route-table"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": named("{subnetId}/{routeTableId}"),
  "aws:ec2/securityGroup:SecurityGroup": idOf("ec2", "security-group"),
  "aws:ec2/subnet:Subnet": idOf("ec2", "subnet"),
  "aws:ec2/vpc:Vpc": idOf("ec2", "vpc"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": idOf("ec2", "vpc-endpoint"),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": named("{repository}"),
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": named("{@account}"),
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": named("{@account}"),
  "aws:ecr/repository:Repository": named("{name}"),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": named("{repository}"),
  "aws:ecs/cluster:Cluster": named("{name}"),
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": named("{clusterName}"),
  "aws:ecs/service:Service": {
    kind: "named",
    importId: (resource) => {
      // The cluster is given by name or by ARN.
      const cluster = textOf(resource, "cluster").replace(/^.*\//, "");
      return inRegion(resource, `${cluster}/${textOf(resource, "name")}`);
    },
  },
  "aws:ecs/taskDefinition:TaskDefinition": tagged("ecs", "task-definition", "newest revision"),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    kind: "named",
    importId: (resource) => {
      const host = textOf(resource, "url").replace("https://", "");
      return `${filled("arn:aws:iam::{@account}", resource)}:oidc-provider/${host}`;
    },
  },
  "aws:iam/policy:Policy": {
    kind: "named",
    importId: (resource) => {
      const { path = "/" } = resource.inputs;
      return filled(`arn:aws:iam::{@account}:policy${String(path)}{name}`, resource);
    },
  },
  "aws:iam/role:Role": named("{name}"),
  "aws:iam/rolePolicy:RolePolicy": named("{role}:{name}"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": named("{role}/{policyArn}"),
  "aws:kms/alias:Alias": named("{name}"),
  "aws:kms/key:Key": idOf("kms", "key"),
  "aws:kms/replicaKey:ReplicaKey": {
    kind: "named",
    // A replica has the id of its primary.
    importId: (resource) =>
      inRegion(resource, textOf(resource, "primaryKeyArn").replace(/^.*:key\//, "")),
  },
  "aws:lambda/function:Function": named("{name}"),
  "aws:lambda/invocation:Invocation": {
    kind: "repeatable",
    because: "what it calls sets up what is not set up yet, and leaves nothing half done",
  },
  "aws:lambda/permission:Permission": named("{function}/{statementId}"),
  "aws:lb/listener:Listener": arnOf("elasticloadbalancing", "listener"),
  "aws:lb/listenerRule:ListenerRule": arnOf("elasticloadbalancing", "listener-rule"),
  "aws:lb/loadBalancer:LoadBalancer": arnOf("elasticloadbalancing", "loadbalancer"),
  "aws:lb/targetGroup:TargetGroup": arnOf("elasticloadbalancing", "targetgroup"),
  "aws:lb/trustStore:TrustStore": arnOf("elasticloadbalancing", "truststore"),
  "aws:s3/bucket:Bucket": named("{bucket}"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSetting,
  "aws:s3/bucketLogging:BucketLogging": bucketSetting,
  "aws:s3/bucketNotification:BucketNotification": bucketSetting,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": bucketSetting,
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    kind: "repeatable",
    because: "an object of the same key is written over",
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting,
  "aws:s3/bucketPolicy:BucketPolicy": bucketSetting,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting,
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": bucketSetting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    bucketSetting,
  "aws:s3/bucketVersioning:BucketVersioning": bucketSetting,
  "aws:scheduler/schedule:Schedule": named("default/{name}"),
  "aws:secretsmanager/secret:Secret": arnOf("secretsmanager", "secret"),
  "aws:secretsmanager/secretPolicy:SecretPolicy": named("{secretArn}"),
  "aws:secretsmanager/secretVersion:SecretVersion": {
    kind: "listed",
    token: "aws:secretsmanager/getSecretVersions:getSecretVersions",
    args: (resource) => ({
      secretId: textOf(resource, "secretId"),
      ...(typeof resource.inputs.region === "string" && { region: resource.inputs.region }),
    }),
    importIds: ({ versions = [] }, resource) =>
      (versions as readonly Values[])
        .filter(({ versionStages }) => (versionStages as string[]).includes("AWSCURRENT"))
        .map(({ versionId }) => `${textOf(resource, "secretId")}|${String(versionId)}`)
        .map((id) => inRegion(resource, id)),
  },
  "aws:sns/topic:Topic": named("arn:aws:sns:{@region}:{@account}:{name}"),
  "aws:sns/topicPolicy:TopicPolicy": named("{arn}"),
  "aws:sns/topicSubscription:TopicSubscription": {
    kind: "repeatable",
    because: "subscribing an endpoint again gives the subscription that it has",
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": idOf("ec2", "security-group-rule"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": idOf("ec2", "security-group-rule"),
};
