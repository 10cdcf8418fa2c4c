import { expect } from "chai";
import type { PolicyResource, Properties } from "../../policies/resource";
import { inputRequireValue } from "../../policies/rules/hygiene/input-require-value";
import { documentIn } from "../../policies/read";
import {
  type Estate,
  type StackName,
  recordEstate,
  stackIn,
  withResource,
} from "./mutations/estate";
import { judgeAlone } from "./support/judge-alone";
import { replaceAt } from "./support/replace";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const scaling = "aws:appautoscaling/policy:Policy";
const cluster = "aws:ecs/cluster:Cluster";
const worker = "cloudflare:index/workerVersion:WorkerVersion";
const database = "neon:index:Project";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const hyperdrive = "cloudflare:index/hyperdriveConfig:HyperdriveConfig";
const listener = "aws:lb/listener:Listener";
const targets = "aws:lb/targetGroup:TargetGroup";
const addresses = "cloudflare:index/zeroTrustList:ZeroTrustList";

const access = "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy";
const guarded: readonly StackName[] = ["staging", "production"];
const of = (name: string): string => `arn:aws:secretsmanager:eu-west-1:333333333333:secret:${name}`;

/** Values that one rule said nothing but, and the stacks in which the card refuses them. */
const refused: readonly (readonly [
  type: string,
  path: string,
  value: unknown,
  stacks?: readonly StackName[],
])[] = [
  ...["root", "0", "0:1000", "00", ""].map(
    (user) => [task, "containerDefinitions.0.user", user] as const,
  ),
  [task, "containerDefinitions.0.privileged", true],
  [task, "containerDefinitions.0.readonlyRootFilesystem", false, ["staging", "production"]],
  [task, "containerDefinitions.0.readonlyRootFilesystem", "false"],
  [task, "containerDefinitions.0.linuxParameters.capabilities.drop", ["NET_RAW"]],
  [task, "containerDefinitions.0.linuxParameters", undefined],
  [task, "containerDefinitions.0.logConfiguration", undefined],
  [task, "containerDefinitions.0.logConfiguration.logDriver", "none"],
  [task, "networkMode", "host"],
  [service, "networkConfiguration", undefined],
  [service, "networkConfiguration.assignPublicIp", true],
  ["aws:ec2/subnet:Subnet", "mapPublicIpOnLaunch", true],
  ["aws:ec2/route:Route", "destinationCidrBlock", "10.20.0.0/16"],
  [balancer, "accessLogs", undefined],
  [balancer, "internal", true],
  [balancer, "enableDeletionProtection", false, ["production"]],
  [listener, "protocol", "HTTP"],
  [listener, "sslPolicy", "ELBSecurityPolicy-2016-08"],
  [listener, "mutualAuthentication.ignoreClientCertificateExpiry", true],
  ["aws:kms/alias:Alias", "name", "alias/acme-state"],
  ...["acme/plain", "arn:aws:secretsmanager:eu-west-1:999999999999:secret:x", undefined].map(
    (from) => [task, "containerDefinitions.0.secrets.0.valueFrom", from] as const,
  ),
  ["github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable", "value", "s3://evil"],
  [hyperdrive, "origin.host", "db.example.com"],
  [hyperdrive, "origin.password", "hunter2"],
  [targets, "healthCheck", undefined],
  [targets, "healthCheck.unhealthyThreshold", 10],
  ...[99, 0.1, undefined].map(
    (value) =>
      [
        scaling,
        "targetTrackingScalingPolicyConfiguration.targetValue",
        value,
        ["staging", "production"],
      ] as const,
  ),
  [service, "deploymentConfiguration.strategy", "ROLLING", ["staging", "production"]],
  [service, "enableEcsManagedTags", false],
  [cluster, "name", "acme-dev-blue", ["staging", "production"]],
  [cluster, "name", "acme-productionblue"],
  [cluster, "name", "default"],
  [database, "defaultEndpointSettings.suspendTimeoutSeconds", -1, ["dev", "staging"]],
  [database, "defaultEndpointSettings.suspendTimeoutSeconds", 300, ["production"]],
  [database, "defaultEndpointSettings.suspendTimeoutSeconds", 604_800],
  [database, "defaultEndpointSettings.suspendTimeoutSeconds", undefined],
  [worker, "annotations.workersMessage", undefined],
  [worker, "bindings.0", { name: "T", type: "secrets_store_secret", secretName: "acme_x_T" }],
  [task, "containerDefinitions.0.secrets.0.valueFrom", of("acme-production-database/migrator-1")],
  [task, "containerDefinitions.0.portMappings.0.containerPort", 22],
  [task, "containerDefinitions.0.linuxParameters.tmpfs.0.mountOptions", ["rw"]],
  [task, "containerDefinitions.0.logConfiguration.options.awslogs-group", "/ecs/other"],
  ["aws:cloudwatch/logGroup:LogGroup", "retentionInDays", 30, ["production"]],
  ["aws:cloudwatch/logGroup:LogGroup", "retentionInDays", undefined],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", "serviceName", "com.amazonaws.vpce.eu-west-1.vpce-svc-0"],
  ["aws:budgets/budget:Budget", "accountId", "444444444444"],
  ["cloudflare:index/r2BucketLock:R2BucketLock", "rules.0.condition.maxAgeSeconds", 60, guarded],
  ["cloudflare:index/dnsRecord:DnsRecord", "ttl", 86_400],
  [access, "includes.0", { emailDomain: { domain: "gmail.com" } }],
  [
    worker,
    "bindings.0",
    { type: "plain_text", name: "LOGIN_ISSUER", text: "https://acme.example" },
  ],
  [targets, "healthCheck.path", "/"],
  ...[
    "0.0.0.0/1",
    "198.51.0.0/15",
    "10.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:198.0.0.0/104",
    "2001:db8::/31",
    7,
  ].map((value) => [addresses, "items.0.value", value, ["staging", "production"]] as const),
];

const allowed: readonly (readonly [type: string, path: string, value: unknown])[] = [
  [task, "containerDefinitions.0.user", "1000:0"],
  [listener, "sslPolicy", "ELBSecurityPolicy-TLS13-1-3-2021-06"],
  [addresses, "items.0.value", "198.51.100.7"],
  [addresses, "items.0.value", "2001:db8::/32"],
];

describe("a value that its card", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  /** What the card says in a stack of the first resource of the type, once the value stands there. */
  function said(name: StackName, type: string, path: string, value: unknown): string | undefined {
    const stack = stackIn(estate, name);
    const [resource] = stack.resources.filter((each) => each.type === type);
    if (resource === undefined) return undefined;
    const changed: PolicyResource = {
      ...resource,
      props: replaceAt(opened(resource.props), path.split("."), () => value) as Properties,
    };
    const verdicts = judgeAlone(withResource(stack, resource, changed), estate.data, [
      inputRequireValue,
    ]);
    return verdicts.find(({ urn }) => urn === resource.urn)?.status;
  }

  const permanent = ["dev", "staging", "production"] as const;
  for (const [type, path, value, stacks = permanent] of refused) {
    it(`refuses: ${type} ${path} ${value === undefined ? "left out" : JSON.stringify(value)} in ${stacks.join(", ")}`, () => {
      const found = permanent.filter((name) => said(name, type, path, value) === "violated");
      expect(found).to.deep.equal(stacks);
    });
  }

  for (const [type, path, value] of allowed) {
    it(`allows: ${type} ${path} ${JSON.stringify(value)}`, () => {
      expect(said("production", type, path, value)).to.equal("passed");
    });
  }
});

/** What the texts hold that hold documents. */
function opened(props: Properties): Properties {
  return Object.fromEntries(Object.entries(props).map(([key, each]) => [key, documentIn(each)]));
}
