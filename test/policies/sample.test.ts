import { expect } from "chai";
import { judge } from "../../policies/judge";
import type { PackData } from "../../policies/pack-data";
import type { PolicyResource, PolicyStack } from "../../policies/resource";
import { toPolicyStack } from "../../preview/judge/judging";
import { recordSample } from "../support/sample";
import { sampleData } from "./support/sample-data";
import { replaceAt } from "./support/replace";

/** One thing broken in a stack that is otherwise as the sample declares it. */
interface Broken {
  readonly title: string;
  readonly stack: "dev" | "staging" | "production" | "pr-7";
  readonly type: string;
  /** The first resource of the type that has what is broken. */
  readonly has?: (resource: PolicyResource) => boolean;
  readonly change: (resource: PolicyResource) => PolicyResource;
  /** The rules that object, and no others. */
  readonly objects: readonly string[];
}

const set =
  (path: string, value: unknown) =>
  (resource: PolicyResource): PolicyResource => ({
    ...resource,
    props: replaceAt(resource.props, path.split("."), () => value) as PolicyResource["props"],
  });

const inJson =
  (property: string, from: string | RegExp, to: string) =>
  (resource: PolicyResource): PolicyResource => {
    const before = String(resource.props[property]);
    const after = before.replaceAll(from, to);
    expect(after, "the sample holds nothing to break").not.to.equal(before);
    return { ...resource, props: { ...resource.props, [property]: after } };
  };

const isCanary = ({ props }: PolicyResource): boolean =>
  (props.deploymentConfiguration as { strategy?: string } | undefined)?.strategy === "CANARY";

const isDeployRole = ({ props }: PolicyResource): boolean =>
  String(props.assumeRolePolicy).includes('environment:production"');

const role = "aws:iam/role:Role";
const service = "aws:ecs/service:Service";

const breaks: readonly Broken[] = [
  {
    title: "daily backups are kept 30 days",
    stack: "production",
    type: "aws:backup/plan:Plan",
    change: (plan) => ({
      ...plan,
      props: {
        ...plan.props,
        rules: (plan.props.rules as readonly { lifecycle: { deleteAfter: number } }[]).map(
          (rule) =>
            rule.lifecycle.deleteAfter === 90 ? { ...rule, lifecycle: { deleteAfter: 30 } } : rule,
        ),
      },
    }),
    objects: ["data-require-restore-points"],
  },
  {
    title: "production's database loses its history",
    stack: "production",
    type: "neon:index:Project",
    change: set("historyRetentionSeconds", 86_400),
    objects: ["data-require-restore-points"],
  },
  {
    title: "a bucket with data loses its protection",
    stack: "production",
    type: "aws:s3/bucket:Bucket",
    change: (bucket) => ({ ...bucket, options: { ...bucket.options, protect: false } }),
    objects: ["data-require-protect"],
  },
  {
    title: "a canary goes to everyone at once",
    stack: "production",
    type: service,
    has: isCanary,
    change: set("deploymentConfiguration.strategy", "ROLLING"),
    objects: ["input-require-value"],
  },
  {
    title: "a deployment watches an alarm that is not there",
    stack: "staging",
    type: service,
    has: ({ props }) => "alarms" in props,
    change: set("alarms.alarmNames.0", "nobody-declares-me"),
    objects: ["ecs-require-rollback-alarms"],
  },
  {
    title: "an image is named by its tag",
    stack: "production",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    change: inJson("containerDefinitions", /@sha256:[0-9a-f]{64}/g, ":latest"),
    objects: ["release-require-staging-digest", "image-require-digest"],
  },
  {
    title: "production's deploy role lets dev's jobs in",
    stack: "production",
    type: role,
    has: isDeployRole,
    change: inJson("assumeRolePolicy", /environment:production"/g, 'environment:dev"'),
    objects: ["entry-forbid-strangers", "reference-isolate", "role-require-purpose"],
  },
  {
    title: "production's deploy role asks for a subject that no job has",
    stack: "production",
    type: role,
    has: isDeployRole,
    change: inJson("assumeRolePolicy", /:environment:production"/g, ':*"'),
    objects: ["entry-forbid-strangers"],
  },
  {
    title: "production's deploy role lets the previews of pull requests in",
    stack: "production",
    type: role,
    has: isDeployRole,
    change: inJson("assumeRolePolicy", /production"/g, 'production-preview"'),
    objects: ["role-require-ability", "role-require-purpose"],
  },
  {
    title: "production's deploy role lets another repository in",
    stack: "production",
    type: role,
    has: isDeployRole,
    change: inJson("assumeRolePolicy", /"200000001"/g, '"200000002"'),
    objects: ["entry-forbid-strangers"],
  },
  {
    title: "a workload runs what staging runs as another",
    stack: "production",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    has: ({ props }) => String(props.containerDefinitions).includes('"name":"admin"'),
    change: inJson(
      "containerDefinitions",
      "500bf37c3c39a7e209df2606358027906be71b3cba4a3a6c5450cb76368713d0",
      "1681728219d39b90f579d4fb3a838283276eaa3172c095fd3f8547222bc77356",
    ),
    objects: ["release-require-staging-digest"],
  },
  {
    title: "a role loses its boundary",
    stack: "dev",
    type: role,
    change: set("permissionsBoundary", undefined),
    objects: ["roles-require-boundary"],
  },
  {
    title: "dev's provider may act in production",
    stack: "dev",
    type: "pulumi:providers:aws",
    change: set("allowedAccountIds", '["333333333333"]'),
    // The account is both where the provider acts and an identifier that dev must not name.
    objects: ["account-require-own", "reference-isolate"],
  },
  {
    title: "dev declares a record on production's host",
    stack: "dev",
    type: "cloudflare:index/dnsRecord:DnsRecord",
    change: set("name", "www.acme.example"),
    objects: ["host-require-record", "hostname-isolate", "reference-isolate"],
  },
  {
    title: "a pull request's database outlives the week",
    stack: "pr-7",
    type: "neon:index:Branch",
    change: set("expiresAt", "2999-01-01T00:00:00Z"),
    objects: ["input-require-value", "preview-require-expiry"],
  },
  {
    title: "a pull request's database starts from production's data",
    stack: "pr-7",
    type: "neon:index:Branch",
    change: set("parentId", "br-somebody-else-0000"),
    objects: ["branch-forbid-production-data"],
  },
  {
    title: "an administrator may skip production's gate",
    stack: "production",
    type: "github:index/repositoryEnvironment:RepositoryEnvironment",
    has: ({ props }) => props.environment === "production",
    change: set("canAdminsBypass", true),
    objects: ["input-require-value"],
  },
  {
    title: "a load balancer lets the whole internet in",
    stack: "staging",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    has: ({ props }) => "prefixListId" in props,
    change: (rule) => ({
      ...rule,
      props: { ...rule.props, prefixListId: undefined, cidrIpv4: "0.0.0.0/0" },
      propertyDependencies: { ...rule.propertyDependencies, prefixListId: [] },
    }),
    objects: ["ingress-require-path", "placement-require-reach"],
  },
  {
    title: "a secret stands in a Worker's plain text",
    stack: "dev",
    type: "cloudflare:index/workerVersion:WorkerVersion",
    change: (version) => ({
      ...version,
      props: {
        ...version.props,
        bindings: [{ name: "API_TOKEN", type: "plain_text", text: "hunter2" }],
      },
    }),
    objects: ["text-forbid-secret"],
  },
  {
    title: "a resource says that it is another environment's",
    stack: "staging",
    type: "aws:kms/key:Key",
    change: set("tags.environment", "production"),
    objects: ["tags-require"],
  },
];

describe("the rules on the sample's stacks", () => {
  let data: PackData;
  const stacks = new Map<string, PolicyStack>();
  before(async () => {
    data = sampleData();
    for (const stack of new Set(breaks.map((broken) => broken.stack))) {
      stacks.set(stack, toPolicyStack(await recordSample(stack)));
    }
  });

  const violatedIn = (stack: PolicyStack): readonly string[] => [
    ...new Set(
      judge([stack], data)
        .stacks.flatMap(({ verdicts }) => verdicts)
        .filter(({ status }) => status === "violated")
        .map(({ rule }) => rule),
    ),
  ];

  for (const { title, stack, type, has = () => true, change, objects } of breaks) {
    it(`${stack}: when ${title}, ${objects.join(" and ")} objects and nothing else`, () => {
      const whole = stacks.get(stack);
      const broken = whole?.resources.find((resource) => resource.type === type && has(resource));
      if (whole === undefined || broken === undefined)
        throw new Error(`${stack} has no such ${type}`);
      const usual = violatedIn(whole);
      const resources = whole.resources.map((each) => (each === broken ? change(each) : each));
      expect(violatedIn({ stack, resources })).to.have.members([...usual, ...objects]);
    });
  }
});
