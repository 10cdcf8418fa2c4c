import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { CallerAuthority } from "../../../components/cell/caller-authority";
import { Cell, type CellArgs } from "../../../components/cell/cell";
import type { CellSpec } from "../../../blueprint/container-service";
import { record } from "../../support/record";
import {
  accountId,
  boundaryArn,
  context,
  documentIn,
  keyArn,
  providers,
  tags,
  unknownInputs,
} from "../../support/region";

const spec: CellSpec = {
  name: "blue",
  region: "eu-west-1",
  role: "live",
  containerInsights: "enhanced",
  capacity: [
    { provider: "FARGATE", weight: 1, base: 1 },
    { provider: "FARGATE_SPOT", weight: 3, base: 0 },
  ],
};

type Args = Omit<CellArgs, "callers">;

const blue: Args = {
  spec,
  context,
  network: {
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-1", "subnet-2"],
    privateSubnetIds: ["subnet-3", "subnet-4"],
    cidr: "10.20.0.0/16",
    natAddresses: ["198.18.0.1", "198.18.0.2"],
  },
  cellHost: "blue.staging.acme.example",
  serviceHosts: ["admin.staging.acme.example", "api.staging.acme.example"],
  provesServiceHosts: true,
  cloudflareZoneId: "zone-1",
  secretRecoveryDays: 7,
  asksForApproval: false,
};
const green: Args = {
  ...blue,
  spec: { ...spec, name: "green", role: "idle" },
  provesServiceHosts: false,
  cellHost: "green.staging.acme.example",
};

const declareCells = (cells: readonly Args[]) =>
  record(() => {
    const opts = providers();
    const authority = new CallerAuthority("callers", context, opts);
    const callers = { authority, trustedPem: authority.certificatePem };
    for (const cell of cells) new Cell(cell.spec.name, { ...cell, callers }, opts);
  });

const declare = (overrides: Partial<Args> = {}) => declareCells([{ ...blue, ...overrides }]);

const declareBoth = () => declareCells([blue, green]);

const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";
const roleType = "aws:iam/role:Role";
const ecsOfThisAccount = {
  StringEquals: { "aws:SourceAccount": accountId },
  ArnLike: { "aws:SourceArn": `arn:aws:ecs:eu-west-1:${accountId}:*` },
};

/** Its detail, as AWS documents it (Amazon ECS: service deployment hook state change events). */
const awaiting = {
  eventType: "INFO",
  eventName: "HOOK_AWAITING_ACTION",
  hookId: "ecs-pause-e7tK9G_WRJqNF_EOMjztDXfKenlJuEUVjsNStf4WLKw",
  hookType: "PAUSE",
  expiresAt: "2026-03-05T16:04:41Z",
  lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
  clusterArn: "arn:aws:ecs:us-west-2:123456789012:cluster/my-cluster",
  serviceArn: "arn:aws:ecs:us-west-2:123456789012:service/my-cluster/my-service",
  serviceDeploymentArn:
    "arn:aws:ecs:us-west-2:123456789012:service-deployment/my-cluster/my-service/0EYSiB0qap8xf0N76FsbE",
  updatedAt: "2026-03-05T15:54:41.618059641Z",
};

describe("Cell", () => {
  it("gives services and DNS all they need of it, nothing of it unknown", async () => {
    const recorded = await declare();
    const cell = recorded.outputs("platform:aws:Cell");
    const loadBalancer = recorded.one(loadBalancerType);
    const arnOf = (type: string, name?: string) => recorded.one(type, name).outputs.arn;
    expect(cell).to.deep.equal({
      name: "blue",
      role: "live",
      capacity: spec.capacity,
      clusterArn: arnOf("aws:ecs/cluster:Cluster"),
      clusterName: "acme-staging-blue",
      listenerArn: arnOf("aws:lb/listener:Listener"),
      loadBalancerArn: loadBalancer.outputs.arn,
      loadBalancerArnSuffix: loadBalancer.outputs.arnSuffix,
      loadBalancerSecurityGroupId: recorded.one(
        "aws:ec2/securityGroup:SecurityGroup",
        "blue-security-group",
      ).id,
      dnsName: loadBalancer.outputs.dnsName,
      vpcId: "vpc-1",
      privateSubnetIds: ["subnet-3", "subnet-4"],
      executionRoleArn: arnOf(roleType, "blue-execution"),
      infrastructureRoleArn: arnOf(roleType, "blue-infrastructure"),
      hookRoleArn: arnOf(roleType, "blue-hook-caller"),
      hookFunctionArn: arnOf("aws:lambda/function:Function"),
    });
    expect(unknownInputs(recorded)).to.deep.equal([]);
  });

  it("runs tasks on the tier's capacity and watches them", async () => {
    const recorded = await declare();
    expect(recorded.inputs("aws:ecs/cluster:Cluster").settings).to.deep.equal([
      { name: "containerInsights", value: "enhanced" },
    ]);
    expect(
      recorded.inputs("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"),
    ).to.deep.equal({
      clusterName: "acme-staging-blue",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategies: [
        { capacityProvider: "FARGATE", weight: 1, base: 1 },
        { capacityProvider: "FARGATE_SPOT", weight: 3, base: 0 },
      ],
    });
  });

  it("pages a person when a deployment of its cluster waits, where deployments wait", async () => {
    const [rule, target] = ["eventRule:EventRule", "eventTarget:EventTarget"].map(
      (type) => `aws:cloudwatch/${type}`,
    ) as [string, string];
    expect((await declare()).all.map(({ type }) => type)).to.not.include(rule);
    const recorded = await declare({ asksForApproval: true });
    expect(JSON.parse(String(recorded.inputs(rule).eventPattern))).to.deep.equal({
      source: ["aws.ecs"],
      "detail-type": ["ECS Hook State Change"],
      detail: {
        eventName: ["HOOK_AWAITING_ACTION"],
        hookType: ["PAUSE"],
        clusterArn: [recorded.one("aws:ecs/cluster:Cluster").outputs.arn],
      },
    });
    expect(recorded.inputs(target)).to.deep.include({
      rule: recorded.inputs(rule).name,
      arn: context.alerts.criticalTopicArn,
    });
    const { inputPaths, inputTemplate } = recorded.inputs(target).inputTransformer as {
      inputPaths: Record<string, string>;
      inputTemplate: string;
    };
    const told = inputTemplate.replaceAll(/<(\w+)>/g, (_, name: string) => {
      const path = /^\$\.detail\.(\w+)$/.exec(inputPaths[name] ?? "")?.[1];
      return awaiting[path as keyof typeof awaiting];
    });
    const { source, content } = JSON.parse(told) as {
      source: string;
      content: Record<string, unknown>;
    };
    expect(source, "what Slack takes").to.equal("custom");
    expect(content.title).to.equal(
      "staging: a deployment waits for consent until 2026-03-05T16:04:41Z",
    );
    expect(content.description).to.include("service/my-cluster/my-service");
    expect(String(content.nextSteps)).to.include(
      `continue-service-deployment --service-deployment-arn ${awaiting.serviceDeploymentArn} --hook-id ${awaiting.hookId} --action CONTINUE`,
    );
  });

  it("shares an account with the other cell without sharing a name", async () => {
    const recorded = await declareBoth();
    for (const type of [roleType, "aws:s3/bucket:Bucket", "aws:lambda/function:Function"]) {
      const ids = recorded.ofType(type).map(({ id }) => id);
      expect(new Set(ids).size, type).to.equal(ids.length);
      expect(ids.length, type).to.be.greaterThan(1);
    }
  });

  it("carries the environment's tags on everything that can have some", async () => {
    const untaggable =
      /:(?:RolePolicy|RolePolicyAttachment|ClusterCapacityProviders|CertificateValidation|SecretVersion|Bucket[A-Z]\w+)$/;
    const recorded = await declare();
    const taggable = recorded.all.filter(
      ({ type }) => type.startsWith("aws:") && !untaggable.test(type),
    );
    expect(taggable).to.have.length.greaterThan(15);
    for (const { name, inputs } of taggable) expect(inputs.tags, name).to.include(tags);
  });
});

describe("CellLoadBalancer", () => {
  it("stands in the public subnets, drops invalid headers and logs its requests", async () => {
    const recorded = await declare();
    expect(recorded.inputs(loadBalancerType)).to.deep.include({
      internal: false,
      subnets: ["subnet-1", "subnet-2"],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: false,
      accessLogs: { bucket: "acme-staging-blue-access-logs", enabled: true },
    });
    const production = await declare({ context: { ...context, protectData: true } });
    expect(production.inputs(loadBalancerType).enableDeletionProtection).to.equal(true);
    expect(production.one("aws:s3/bucket:Bucket").options.protect).to.equal(true);
  });

  it("speaks TLS 1.3 and 1.2 alone and answers 404 to names it doesn't know", async () => {
    const recorded = await declare();
    expect(recorded.inputs("aws:lb/listener:Listener")).to.deep.include({
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      certificateArn: recorded.one("aws:acm/certificate:Certificate").outputs.arn,
    });
    const [action] = recorded.inputs("aws:lb/listener:Listener").defaultActions as unknown[];
    expect(action).to.have.nested.property("fixedResponse.statusCode", "404");
  });

  it("answers callers whose certificate the environment's authority vouches for, and nobody else", async () => {
    const recorded = await declare();
    const store = recorded.one("aws:lb/trustStore:TrustStore");
    expect(recorded.inputs("aws:lb/listener:Listener").mutualAuthentication).to.deep.equal({
      mode: "verify",
      trustStoreArn: store.outputs.arn,
      ignoreClientCertificateExpiry: false,
    });
    const bundle = recorded.one("aws:s3/bucketObjectv2:BucketObjectv2");
    expect(bundle.inputs).to.include({
      bucket: "acme-staging-blue-access-logs",
      content: recorded.one("tls:index/selfSignedCert:SelfSignedCert").outputs.certPem,
    });
    expect(store.inputs).to.include({
      caCertificatesBundleS3Bucket: bundle.inputs.bucket,
      caCertificatesBundleS3Key: bundle.inputs.key,
      caCertificatesBundleS3ObjectVersion: bundle.outputs.versionId,
    });
  });

  it("admits Cloudflare's ranges and the network's own NAT, and nobody else", async () => {
    const recorded = await declare();
    const lists = recorded.ofType("aws:ec2/managedPrefixList:ManagedPrefixList");
    const entries = lists.flatMap(({ inputs }) => inputs.entries as { cidr: string }[]);
    const cidrs = entries.map(({ cidr }) => cidr);
    expect(cidrs).to.include.members(["104.16.0.0/13", "2606:4700::/32"]);
    expect(cidrs).to.include.members(["198.18.0.1/32", "198.18.0.2/32"]);
    expect(cidrs).to.not.include.members(["0.0.0.0/0"]);
    for (const { inputs } of lists) {
      expect((inputs.entries as unknown[]).length).to.be.at.most(Number(inputs.maxEntries));
    }
    const ingress = recorded.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(ingress.map(({ inputs }) => inputs.prefixListId)).to.deep.equal(
      lists.map(({ id }) => id),
    );
    for (const { inputs } of ingress) {
      expect(inputs).to.include({ ipProtocol: "tcp", fromPort: 443, toPort: 443 });
      expect(inputs).to.not.have.any.keys("cidrIpv4", "cidrIpv6");
    }
  });

  it("reaches tasks in the network and nothing outside", async () => {
    const recorded = await declare();
    expect(
      recorded.inputs("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "blue-to-tasks"),
    ).to.include({ ipProtocol: "tcp", fromPort: 1024, toPort: 65535, cidrIpv4: "10.20.0.0/16" });
  });
});

describe("CellAccessLogs", () => {
  it("is closed to the public, encrypted, and forgets what is older than the tier's logs", async () => {
    const recorded = await declare();
    expect(recorded.inputs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).to.include({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(
      recorded.inputs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
    ).to.have.nested.property("rules[0].expiration.days", 30);
    expect(
      recorded.inputs(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      ),
    ).to.have.nested.property("rules[0].applyServerSideEncryptionByDefault.sseAlgorithm", "AES256");
  });

  it("is written by this account's load balancers, over TLS", async () => {
    const recorded = await declare();
    const bucket = "arn:aws:s3:::acme-staging-blue-access-logs";
    const { Statement } = documentIn(recorded.inputs("aws:s3/bucketPolicy:BucketPolicy").policy);
    expect(Statement[0]).to.deep.include({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(Statement[1]).to.deep.include({
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucket}/AWSLogs/${accountId}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: {
          "aws:SourceArn": `arn:aws:elasticloadbalancing:eu-west-1:${accountId}:loadbalancer/*`,
        },
      },
    });
    expect(Statement).to.have.length(2);
  });

  it("lets the load balancer start only once it may write", async () => {
    const recorded = await declare();
    expect(recorded.one(loadBalancerType).propertyDependencies.accessLogs).to.include(
      recorded.one("aws:s3/bucketPolicy:BucketPolicy").urn,
    );
  });
});

describe("CellCertificate", () => {
  it("names the cell and its services, and is used once ACM has seen the proofs", async () => {
    const recorded = await declare();
    expect(recorded.inputs("aws:acm/certificate:Certificate")).to.deep.include({
      domainName: "blue.staging.acme.example",
      subjectAlternativeNames: ["admin.staging.acme.example", "api.staging.acme.example"],
      validationMethod: "DNS",
    });
    const records = recorded.ofType("cloudflare:index/dnsRecord:DnsRecord");
    expect(records).to.have.length(3);
    for (const { inputs } of records) {
      expect(inputs).to.include({ type: "CNAME", proxied: false, zoneId: "zone-1" });
      expect(inputs.name).to.match(/^_[0-9a-f]{32}\.(?:blue|admin|api)\.staging\.acme\.example$/);
      expect(inputs.content).to.match(/\.acm-validations\.aws$/);
    }
    const validation = recorded.one("aws:acm/certificateValidation:CertificateValidation");
    expect(validation.dependencies).to.include.members(records.map(({ urn }) => urn));
    expect(recorded.one("aws:lb/listener:Listener").propertyDependencies.certificateArn).to.include(
      validation.urn,
    );
  });

  it("declares a proof once for all cells: ACM asks each of them for the same record", async () => {
    const recorded = await declareBoth();
    expect(recorded.ofType("aws:acm/certificate:Certificate")).to.have.length(2);
    const names = recorded
      .ofType("cloudflare:index/dnsRecord:DnsRecord")
      .map(({ inputs }) => (inputs.name as string).replace(/^_[0-9a-f]+\./, ""));
    expect(names.sort()).to.deep.equal([
      "admin.staging.acme.example",
      "api.staging.acme.example",
      "blue.staging.acme.example",
      "green.staging.acme.example",
    ]);
  });

  it("refuses a host that is named twice", async () => {
    const message = await declare({ serviceHosts: [blue.cellHost] }).then(() => "built", String);
    expect(message).to.include("a certificate names each host once");
  });
});

describe("CellRoles", () => {
  it("starts tasks with the environment's own secrets, logs and images, and no more", async () => {
    const recorded = await declare();
    const role = recorded.inputs(roleType, "blue-execution");
    expect(role.permissionsBoundary).to.equal(boundaryArn);
    expect(documentIn(role.assumeRolePolicy).Statement[0]).to.deep.include({
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Condition: ecsOfThisAccount,
    });
    const { policy } = recorded.inputs("aws:iam/rolePolicy:RolePolicy", "blue-execution-policy");
    expect(
      Object.fromEntries(documentIn(policy).Statement.map((s) => [String(s.Sid), s.Resource])),
    ).to.deep.equal({
      LogInToRegistries: "*",
      PullImages: "arn:aws:ecr:*:*:repository/acme-*",
      WriteLogs: `arn:aws:logs:eu-west-1:${accountId}:log-group:/ecs/acme-staging-blue-*`,
      ReadSecrets: `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:acme-staging-*`,
      DecryptSecrets: keyArn,
    });
  });

  it("moves traffic with the policy that AWS keeps for it", async () => {
    const recorded = await declare();
    expect(
      recorded.inputs(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "blue-infrastructure-policy",
      ),
    ).to.deep.equal({
      role: "acme-staging-blue-infrastructure",
      policyArn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
    });
    expect(
      documentIn(recorded.inputs(roleType, "blue-infrastructure").assumeRolePolicy).Statement,
    ).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "ecs.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });
});

describe("DeploymentHook", () => {
  it("runs the project's own code against the cell's load balancer, from inside the network", async () => {
    const recorded = await declare();
    const hook = recorded.inputs("aws:lambda/function:Function");
    expect(hook).to.deep.include({
      runtime: "nodejs22.x",
      handler: "index.handler",
      environment: {
        variables: {
          LOAD_BALANCER_DNS_NAME: recorded.one(loadBalancerType).outputs.dnsName,
          CERTIFICATE_ARN: recorded.one("aws:secretsmanager/secret:Secret").outputs.arn,
        },
      },
      vpcConfig: {
        subnetIds: ["subnet-3", "subnet-4"],
        securityGroupIds: [
          recorded.one("aws:ec2/securityGroup:SecurityGroup", "blue-hook-security-group").id,
        ],
      },
    });
    const { path } = hook.code as { path: string };
    expect(existsSync(join(path, "index.mjs")), path).to.equal(true);
  });

  it("writes to an encrypted log that the tier's retention clears", async () => {
    const recorded = await declare();
    const name = "/aws/lambda/acme-staging-blue-verify-deployment";
    expect(recorded.inputs("aws:cloudwatch/logGroup:LogGroup")).to.include({
      name,
      retentionInDays: 30,
      kmsKeyId: keyArn,
    });
    expect(recorded.inputs("aws:lambda/function:Function")).to.have.nested.property(
      "loggingConfig.logGroup",
      name,
    );
  });

  it("may ask ECS about the services of its own cell, read its own certificate, and nothing else", async () => {
    const recorded = await declare();
    const { policy } = recorded.inputs("aws:iam/rolePolicy:RolePolicy", "blue-hook-policy");
    const { clusterName } = recorded.outputs("platform:aws:Cell");
    expect(documentIn(policy).Statement).to.deep.equal([
      {
        Sid: "AskHowManyTasksRun",
        Effect: "Allow",
        Action: "ecs:DescribeServices",
        Resource: `arn:aws:ecs:eu-west-1:${accountId}:service/${String(clusterName)}/*`,
      },
      {
        Sid: "ReadCertificate",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: recorded.one("aws:secretsmanager/secret:Secret").outputs.arn,
      },
      {
        Sid: "DecryptCertificate",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: keyArn,
        Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
      },
    ]);
    expect(recorded.inputs("aws:iam/rolePolicy:RolePolicy", "blue-hook-policy").role).to.equal(
      recorded.inputs(roleType, "blue-hook-role").name,
    );
    expect(recorded.one("aws:lambda/function:Function").dependencies).to.include(
      recorded.one("aws:iam/rolePolicy:RolePolicy", "blue-hook-policy").urn,
    );
  });

  it("has time for every question that the code may ask", async () => {
    const recorded = await declare();
    expect(recorded.inputs("aws:lambda/function:Function").timeout).to.be.greaterThan(6 * 5);
  });

  it("may be called by ECS, whose role can do nothing else", async () => {
    const recorded = await declare();
    const { policy } = recorded.inputs("aws:iam/rolePolicy:RolePolicy", "blue-hook-caller-policy");
    expect(documentIn(policy).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: recorded.one("aws:lambda/function:Function").outputs.arn,
      },
    ]);
    const caller = recorded.inputs(roleType, "blue-hook-caller");
    expect(caller.permissionsBoundary).to.equal(boundaryArn);
    expect(documentIn(caller.assumeRolePolicy).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "ecs.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("calls over TLS and no other port", async () => {
    const recorded = await declare();
    expect(
      recorded.inputs(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "blue-hook-to-load-balancer",
      ),
    ).to.include({ ipProtocol: "tcp", fromPort: 443, toPort: 443 });
  });
});
