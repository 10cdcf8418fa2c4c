import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { tagLogicalName } from "../../../components/base/logical-name";
import { Branch } from "../../../providers/neon/sdk/branch";
import { Database } from "../../../providers/neon/sdk/database";
import { Project } from "../../../providers/neon/sdk/project";
import { Provider as NeonProvider } from "../../../providers/neon/sdk/provider";
import { Role } from "../../../providers/neon/sdk/role";

/** One resource of a small program; which others it needs follows from its kind. */
export interface Node {
  readonly kind: Kind;
  /** Tells it from others of its kind. */
  readonly number: number;
  /** Another variant has other inputs. */
  readonly variant: number;
  readonly protect: boolean;
}

/** The resources of a program, plainly, so that a case can be kept in a file. */
export type Graph = readonly Node[];

/** Declares the graph, which is complete. */
export function programOfGraph(graph: Graph): () => Promise<Record<string, unknown>> {
  return () => {
    const providers = {
      aws: new aws.Provider("aws", { region: "eu-central-1", allowedAccountIds: ["111111111111"] }),
      cloudflare: new cloudflare.Provider("cloudflare", { apiToken: "x".repeat(40) }),
      github: new github.Provider("github", { owner: "acme" }),
      neon: new NeonProvider("neon", { apiKey: "key" }),
      random: new random.Provider("random", {}),
    };
    const group = new Group("group", {
      providers: Object.values(providers),
      transformations: [tagLogicalName],
    });
    const made = new Map<string, pulumi.CustomResource>();
    for (const node of inOrder(graph)) {
      const { kind, number, variant, protect } = node;
      const needs = needsOf(kind).flatMap(
        (need) => made.get(nodeName({ kind: need, number })) ?? [],
      );
      const name = nodeName(node);
      made.set(name, kinds[kind].make(name, variant, { parent: group, protect }, needs));
    }
    return Promise.resolve({ resources: made.size });
  };
}

/** The graph with what its nodes need. */
export function completed(graph: Graph): Graph {
  const complete = new Map(graph.map((node) => [nodeName(node), node]));
  const add = (node: Node): void => {
    const name = nodeName(node);
    if (!complete.has(name)) complete.set(name, node);
    for (const kind of needsOf(node.kind)) add({ ...node, kind });
  };
  graph.forEach(add);
  return inOrder([...complete.values()]);
}

export function nodeName({ kind, number }: Pick<Node, "kind" | "number">): string {
  return `${kind}-${String(number)}`;
}

class Group extends pulumi.ComponentResource {
  public constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("platform:test:Group", name, {}, opts);
    this.registerOutputs({});
  }
}

interface KindOfNode {
  /** Kinds of which the node needs the one with its number. */
  readonly needs?: readonly string[];
  readonly make: (
    name: string,
    variant: number,
    options: pulumi.CustomResourceOptions,
    needs: readonly pulumi.CustomResource[],
  ) => pulumi.CustomResource;
}

const zoneId = "20e00000000000000000000000000002";
const accountId = "c10d0000000000000000000000000002";

/** In an order in which what is needed comes first. */
const kinds = {
  password: {
    make: (name, variant, options) =>
      new random.RandomPassword(name, { length: 16 + variant }, options),
  },
  key: {
    make: (name, variant, options) =>
      new aws.kms.Key(name, { description: `variant ${String(variant)}`, tags: {} }, options),
  },
  alias: {
    needs: ["key"],
    make: (name, _variant, options, [key]) =>
      new aws.kms.Alias(name, { name: `alias/${name}`, targetKeyId: idOf(key) }, options),
  },
  topic: {
    needs: ["key"],
    make: (name, variant, options, [key]) =>
      new aws.sns.Topic(
        name,
        {
          name,
          kmsMasterKeyId: (key as aws.kms.Key).arn,
          displayName: `variant ${String(variant)}`,
          tags: {},
        },
        options,
      ),
  },
  network: {
    make: (name, variant, options) =>
      new aws.ec2.Vpc(name, { cidrBlock: `10.${String(variant)}.0.0/16`, tags: {} }, options),
  },
  subnet: {
    needs: ["network"],
    make: (name, variant, options, [network]) =>
      new aws.ec2.Subnet(
        name,
        {
          vpcId: idOf(network),
          cidrBlock: (network as aws.ec2.Vpc).cidrBlock.apply((range) =>
            range.replace("0.0/16", `${String(variant)}.0/24`),
          ),
          tags: {},
        },
        options,
      ),
  },
  firewall: {
    needs: ["network"],
    make: (name, variant, options, [network]) =>
      new aws.ec2.SecurityGroup(
        name,
        { name, description: `variant ${String(variant)}`, vpcId: idOf(network), tags: {} },
        options,
      ),
  },
  rule: {
    needs: ["firewall"],
    make: (name, variant, options, [firewall]) =>
      new aws.vpc.SecurityGroupEgressRule(
        name,
        {
          securityGroupId: idOf(firewall),
          description: `variant ${String(variant)}`,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv4: "0.0.0.0/0",
          tags: {},
        },
        options,
      ),
  },
  bucket: {
    make: (name, variant, options) =>
      new aws.s3.Bucket(
        name,
        { bucket: `acme-${name}`, tags: { variant: String(variant) } },
        options,
      ),
  },
  versioning: {
    needs: ["bucket"],
    make: (name, variant, options, [bucket]) =>
      new aws.s3.BucketVersioning(
        name,
        {
          bucket: idOf(bucket),
          versioningConfiguration: { status: variant === 0 ? "Enabled" : "Suspended" },
        },
        options,
      ),
  },
  secret: {
    make: (name, variant, options) =>
      new aws.secretsmanager.Secret(
        name,
        { name, description: `variant ${String(variant)}`, recoveryWindowInDays: 7, tags: {} },
        options,
      ),
  },
  version: {
    needs: ["secret", "password"],
    make: (name, _variant, options, [secret, password]) =>
      new aws.secretsmanager.SecretVersion(
        name,
        { secretId: idOf(secret), secretString: (password as random.RandomPassword).result },
        options,
      ),
  },
  role: {
    make: (name, variant, options) =>
      new aws.iam.Role(
        name,
        {
          name,
          description: `variant ${String(variant)}`,
          assumeRolePolicy: policyOf({
            Effect: "Allow",
            Principal: { Service: "ecs-tasks.amazonaws.com" },
            Action: "sts:AssumeRole",
          }),
          tags: {},
        },
        options,
      ),
  },
  policy: {
    needs: ["role"],
    make: (name, variant, options, [role]) =>
      new aws.iam.RolePolicy(
        name,
        {
          name,
          role: idOf(role),
          policy: policyOf({
            Effect: "Deny",
            Action: variant === 0 ? "s3:PutObject" : "s3:DeleteObject",
            Resource: "*",
          }),
        },
        options,
      ),
  },
  record: {
    make: (name, variant, options) =>
      new cloudflare.DnsRecord(
        name,
        {
          zoneId,
          name: `${name}.acme.example`,
          type: "CNAME",
          content: `variant-${String(variant)}.example.com`,
          ttl: 1,
          comment: name,
        },
        options,
      ),
  },
  store: {
    make: (name, _variant, options) =>
      new cloudflare.R2Bucket(name, { accountId, name: `acme-${name}` }, options),
  },
  environment: {
    make: (name, variant, options) =>
      new github.RepositoryEnvironment(
        name,
        { repository: "platform", environment: name, waitTimer: variant },
        options,
      ),
  },
  project: {
    make: (name, variant, options) =>
      new Project(
        name,
        { name, regionId: "aws-eu-central-1", historyRetentionSeconds: 3600 * (1 + variant) },
        options,
      ),
  },
  branch: {
    needs: ["project"],
    make: (name, _variant, options, [project]) =>
      new Branch(name, { projectId: idOf(project), name }, options),
  },
  user: {
    needs: ["branch"],
    make: (name, _variant, options, [branch]) =>
      new Role(
        name,
        { projectId: (branch as Branch).projectId, branchId: idOf(branch), name },
        options,
      ),
  },
  database: {
    needs: ["branch", "user"],
    make: (name, _variant, options, [branch, user]) =>
      new Database(
        name,
        {
          projectId: (branch as Branch).projectId,
          branchId: idOf(branch),
          name,
          ownerName: (user as Role).name,
        },
        options,
      ),
  },
} as const satisfies Readonly<Record<string, KindOfNode>>;

export type Kind = keyof typeof kinds;

export const allKinds = Object.keys(kinds) as readonly Kind[];

/** Kinds that another variant never replaces, and that need nothing that may be: those may be protected. */
export const lastingKinds: readonly Kind[] = ["key", "bucket", "secret", "project", "store"];

function needsOf(kind: Kind): readonly Kind[] {
  const { needs = [] }: KindOfNode = kinds[kind];
  return needs as readonly Kind[];
}

function inOrder(graph: Graph): Graph {
  return [...graph].sort((one, other) => allKinds.indexOf(one.kind) - allKinds.indexOf(other.kind));
}

function policyOf(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function idOf(resource: pulumi.CustomResource | undefined): pulumi.Output<string> {
  if (resource === undefined) throw new Error("a node was made without what it needs");
  return resource.id;
}
