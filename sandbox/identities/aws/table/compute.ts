import { type Calls, linkedRole, passRole, type Table } from "../call";

const tagChanges = "TagResource?tags UntagResource?tags";
const repository = "ecr repository/{repository}";
const scaled = "application-autoscaling scalable-target/*";
const ofService = "ecs:DescribeServices@ecs:{resourceId} ecs:UpdateService@ecs:{resourceId}";
const taskRoles = [
  passRole("taskRoleArn", "ecs-tasks"),
  passRole("executionRoleArn", "ecs-tasks"),
].join(" ");
const serviceRoles = [
  passRole("loadBalancers.advancedConfiguration.roleArn", "ecs"),
  passRole("deploymentConfiguration.lifecycleHooks.roleArn", "ecs"),
].join(" ");
const functionSettings =
  "description|environment|handler|loggingConfig|memorySize|role|runtime|timeout|vpcConfig";

/** A setting of the account's registry, which is put and never deleted. */
function registry(name: string, read: string, others = ""): Calls {
  const put = `Put${name} ${others}`;
  return { on: "ecr *", create: put, read, update: put, delete: put };
}

/** Containers, functions, and how many of them run. */
export const computeCalls: Table = {
  "aws:appautoscaling/policy:Policy": {
    on: scaled,
    create: "PutScalingPolicy",
    read: "DescribeScalingPolicies",
    update: "PutScalingPolicy",
    delete: "DeleteScalingPolicy",
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    on: scaled,
    create: "PutScheduledAction",
    read: "DescribeScheduledActions",
    update: "PutScheduledAction",
    delete: "DeleteScheduledAction",
  },
  "aws:appautoscaling/target:Target": {
    on: scaled,
    create: `RegisterScalableTarget TagResource?tags ${ofService} ${linkedRole("ecs.application-autoscaling")}`,
    read: "DescribeScalableTargets ListTagsForResource",
    update: `RegisterScalableTarget?minCapacity|maxCapacity|suspendedState ${tagChanges}`,
    delete: "DeregisterScalableTarget",
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    on: repository,
    create: "PutLifecyclePolicy",
    read: "GetLifecyclePolicy",
    update: "PutLifecyclePolicy",
    delete: "DeleteLifecyclePolicy",
  },
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": registry(
    "RegistryScanningConfiguration",
    "GetRegistryScanningConfiguration",
    `inspector2:Enable@* ${linkedRole("inspector2")}`,
  ),
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": registry(
    "ReplicationConfiguration",
    "DescribeRegistry",
    linkedRole("replication.ecr"),
  ),
  "aws:ecr/repository:Repository": {
    on: "ecr repository/{name}",
    create:
      "CreateRepository TagResource?tags kms:DescribeKey@{encryptionConfigurations.kmsKey}?encryptionConfigurations.kmsKey",
    read: "DescribeRepositories ListTagsForResource",
    update: `PutImageTagMutability?imageTagMutability PutImageScanningConfiguration?imageScanningConfiguration ${tagChanges}`,
    delete: "DeleteRepository",
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    on: repository,
    create: "SetRepositoryPolicy",
    read: "GetRepositoryPolicy",
    update: "SetRepositoryPolicy",
    delete: "DeleteRepositoryPolicy",
  },
  "aws:ecs/cluster:Cluster": {
    on: "ecs cluster/{name}",
    create: `CreateCluster TagResource?tags ${linkedRole("ecs")}`,
    read: "DescribeClusters",
    update: `UpdateCluster?settings|configuration ${tagChanges}`,
    delete: "DeleteCluster",
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    on: "ecs cluster/{clusterName}",
    create: "PutClusterCapacityProviders",
    read: "DescribeClusters",
    update: "PutClusterCapacityProviders",
    delete: "PutClusterCapacityProviders",
  },
  "aws:ecs/service:Service": {
    on: "ecs service/{cluster:last}/{name}",
    create: `CreateService TagResource?tags ListServiceDeployments DescribeServiceDeployments@ecs:service-deployment/{cluster:last}/{name}/* ${serviceRoles}`,
    read: "DescribeServices ListServiceDeployments",
    update: `UpdateService ListServiceDeployments DescribeServiceDeployments@ecs:service-deployment/{cluster:last}/{name}/* ${tagChanges} ${serviceRoles}`,
    delete: "UpdateService DeleteService",
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    on: "ecs task-definition/{family}:{revision}",
    create: `RegisterTaskDefinition TagResource?tags ${taskRoles}`,
    read: "DescribeTaskDefinition",
    update: tagChanges,
    delete: "DeregisterTaskDefinition?!skipDestroy",
  },
  "aws:lambda/function:Function": {
    on: "lambda function:{name}",
    create: `CreateFunction TagResource?tags ${passRole("role", "lambda")} ec2:DescribeSecurityGroups@*?vpcConfig ec2:DescribeSubnets@*?vpcConfig ec2:DescribeVpcs@*?vpcConfig`,
    read: "GetFunction ListVersionsByFunction GetFunctionCodeSigningConfig",
    update: `UpdateFunctionCode?code|architectures UpdateFunctionConfiguration?${functionSettings} ${passRole("role", "lambda")} ${tagChanges}`,
    delete: "DeleteFunction ec2:DescribeNetworkInterfaces@*?vpcConfig",
  },
  "aws:lambda/invocation:Invocation": {
    on: "lambda function:{functionName}",
    create: "InvokeFunction",
    update: "InvokeFunction",
  },
  "aws:lambda/permission:Permission": {
    on: "lambda function:{function}",
    create: "AddPermission",
    read: "GetPolicy",
    delete: "RemovePermission",
  },
};
