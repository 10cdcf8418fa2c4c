import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Program } from "../../../preview/run/run-program";

/** One thing that a Pulumi program can do. */
export interface Feature {
  /** Whether the engine's preview knows too little of it, so that what it deployed is compared. */
  readonly afterUp?: true;
  readonly declare: (providers: Providers) => Record<string, unknown> | undefined;
}

interface Providers {
  readonly aws: aws.Provider;
  readonly cloudflare: cloudflare.Provider;
  readonly random: random.Provider;
}

/** A program that does the one thing, and nothing else. */
export function programOf({ declare }: Feature): Program {
  return () => {
    const own = {
      aws: new aws.Provider("aws", { region: "eu-central-1", allowedAccountIds: ["111111111111"] }),
      cloudflare: new cloudflare.Provider("cloudflare", { apiToken: "x".repeat(40) }),
      random: new random.Provider("random", {}),
    };
    return Promise.resolve(declare(own) ?? {});
  };
}

class Group extends pulumi.ComponentResource {
  public readonly key: aws.kms.Key;
  public readonly topic: aws.sns.Topic;

  public constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("platform:test:Group", name, { size: 2 }, opts);
    this.key = new aws.kms.Key(`${name}-key`, { description: "one" }, { parent: this });
    this.topic = new aws.sns.Topic(
      `${name}-topic`,
      { name: `${name}-topic`, kmsMasterKeyId: this.key.arn, tags: { one: "1" } },
      { parent: this },
    );
    this.registerOutputs({ arn: this.topic.arn });
  }
}

function tagged(props: Record<string, unknown>): Record<string, unknown> {
  const tags = props.tags as pulumi.Input<Record<string, string>> | undefined;
  return { ...props, tags: pulumi.output(tags).apply((own) => ({ ...own, team: "platform" })) };
}

const tagTopics: pulumi.ResourceTransform = ({ type, props, opts }) =>
  type === "aws:sns/topic:Topic" ? { props: tagged(props), opts } : undefined;

const unchanged: pulumi.ResourceTransform = () => undefined;

/** What the offline preview shows exactly as the engine's preview does, by what it is called. */
export const shownAlike: Readonly<Record<string, Feature>> = {
  "transformations on a component": {
    declare: (provider) => {
      new Group("group", {
        providers: [provider.aws],
        transformations: [
          ({ type, props, opts }) =>
            type === "aws:sns/topic:Topic" ? { props: tagged(props), opts } : undefined,
        ],
      });
    },
  },
  "transformations on the stack": {
    declare: (provider) => {
      pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type === "aws:kms/key:Key"
          ? { props, opts: pulumi.mergeOptions(opts, { protect: true }) }
          : undefined,
      );
      new Group("group", { providers: [provider.aws] });
    },
  },
  "transforms on a component change what it holds": {
    declare: (provider) => {
      new Group("group", { providers: [provider.aws], transforms: [tagTopics] });
    },
  },
  "transforms on a resource change its inputs and options": {
    declare: (provider) => {
      const key = new aws.kms.Key("key", {}, { provider: provider.aws });
      new aws.sns.Topic(
        "topic",
        { name: "topic", kmsMasterKeyId: key.arn, tags: { one: "1" } },
        {
          provider: provider.aws,
          transforms: [
            ({ props, opts }) => ({
              props: tagged(props),
              opts: pulumi.mergeOptions(opts, { protect: true, ignoreChanges: ["tags"] }),
            }),
          ],
        },
      );
    },
  },
  "transforms that leave a resource as it is": {
    declare: (provider) => {
      const key = new aws.kms.Key("key", {}, { provider: provider.aws });
      new aws.sns.Topic(
        "topic",
        { name: "topic", kmsMasterKeyId: key.arn },
        { provider: provider.aws, transforms: [unchanged] },
      );
    },
  },
  "transforms that await, that see secrets and that see unknowns": {
    declare: (provider) => {
      const password = new random.RandomPassword(
        "password",
        { length: 12 },
        { provider: provider.random },
      );
      new aws.sns.Topic(
        "topic",
        { name: "topic", displayName: password.result, deliveryPolicy: pulumi.secret("policy") },
        {
          provider: provider.aws,
          transforms: [
            async ({ props, opts }) => {
              await new Promise(setImmediate);
              const name = pulumi.output(props.displayName as string);
              return { props: { ...props, displayName: pulumi.interpolate`${name}!` }, opts };
            },
          ],
        },
      );
    },
  },
  "transforms of a resource, its component and the stack, in the engine's order": {
    declare: (provider) => {
      const append =
        (mark: string): pulumi.ResourceTransform =>
        ({ type, props, opts }) =>
          type === "aws:sns/topic:Topic"
            ? {
                props: { ...props, displayName: `${String(props.displayName ?? "")}${mark}` },
                opts,
              }
            : undefined;
      pulumi.runtime.registerResourceTransform(append("stack"));
      const group = new Group("group", { providers: [provider.aws], transforms: [append("out")] });
      new aws.sns.Topic(
        "own",
        { name: "own" },
        { parent: group, transforms: [append("own1"), append("own2")] },
      );
    },
  },
  "stack transforms that change options and dependencies": {
    declare: (provider) => {
      const key = new aws.kms.Key("key", {}, { provider: provider.aws });
      pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
        type === "aws:sns/topic:Topic"
          ? {
              props,
              opts: {
                ...opts,
                protect: true,
                retainOnDelete: true,
                dependsOn: [key],
                additionalSecretOutputs: ["arn"],
              },
            }
          : undefined,
      );
      const topic = new aws.sns.Topic("topic", { name: "topic" }, { provider: provider.aws });
      return { arn: topic.arn };
    },
  },
  "invoke transforms": {
    declare: (provider) => {
      pulumi.runtime.registerInvokeTransform(({ args, opts }) => ({
        args: { ...args, networks: "jdcloud" },
        opts,
      }));
      const ranges = cloudflare.getIpRangesOutput({}, { provider: provider.cloudflare });
      new aws.sns.Topic(
        "topic",
        { name: "topic", displayName: ranges.apply((found) => JSON.stringify(found)) },
        { provider: provider.aws },
      );
    },
  },
  "invokes, plain and as an output": {
    declare: (provider) => {
      const opts = { provider: provider.cloudflare };
      const plain = cloudflare.getIpRanges({}, opts);
      const output = cloudflare.getIpRangesOutput({}, opts);
      new aws.ec2.ManagedPrefixList(
        "list",
        {
          name: "list",
          addressFamily: "IPv4",
          maxEntries: 100,
          entries: output.ipv4Cidrs.apply((cidrs) => cidrs.map((cidr) => ({ cidr }))),
          tags: { first: plain.then(({ ipv4Cidrs }) => ipv4Cidrs[0] ?? "") },
        },
        { provider: provider.aws },
      );
    },
  },
  "invokes whose arguments a deployment tells": {
    afterUp: true,
    declare: (provider) => {
      const key = new aws.kms.Key("key", {}, { provider: provider.aws });
      const ranges = cloudflare.getIpRangesOutput(
        { networks: key.keyId },
        { provider: provider.cloudflare },
      );
      new aws.sns.Topic(
        "topic",
        { name: "topic", displayName: ranges.etag },
        { provider: provider.aws },
      );
    },
  },
  "deletedWith, replaceWith, replaceOnChanges, replacementTrigger and hideDiffs": {
    declare: (provider) => {
      const key = new aws.kms.Key("key", {}, { provider: provider.aws });
      new aws.sns.Topic(
        "topic",
        { name: "topic", kmsMasterKeyId: key.arn },
        {
          provider: provider.aws,
          deletedWith: key,
          replaceWith: [key],
          replaceOnChanges: ["kmsMasterKeyId"],
          replacementTrigger: "1",
          hideDiffs: ["tags"],
        },
      );
    },
  },
  "protect, retainOnDelete, ignoreChanges, deleteBeforeReplace and timeouts": {
    declare: (provider) => {
      const group = new Group("group", {
        providers: [provider.aws],
        protect: true,
        retainOnDelete: true,
      });
      new aws.sns.Topic(
        "topic",
        { name: "topic", tags: { one: "1" } },
        {
          parent: group,
          protect: false,
          ignoreChanges: ["tags.one"],
          deleteBeforeReplace: true,
          customTimeouts: { create: "5m", delete: "1h" },
        },
      );
    },
  },
  "additionalSecretOutputs and secrets in lists, maps and JSON": {
    declare: (provider) => {
      const topic = new aws.sns.Topic(
        "topic",
        { name: "topic", tags: { plain: "1", hidden: pulumi.secret("value") } },
        { provider: provider.aws, additionalSecretOutputs: ["arn", "name"] },
      );
      new aws.kms.Key(
        "key",
        { description: pulumi.jsonStringify([topic.name, { list: [pulumi.secret("value")] }]) },
        { provider: provider.aws },
      );
      return { arn: topic.arn, name: topic.name };
    },
  },
  "aliases by name, type, parent and URN": {
    declare: (provider) => {
      const group = new Group("group", {
        providers: [provider.aws],
        aliases: [{ name: "former" }, { parent: pulumi.rootStackResource }],
      });
      new aws.sns.Topic(
        "topic",
        { name: "topic" },
        {
          parent: group,
          aliases: [{ type: "aws:sns:Topic" }, "urn:pulumi:dev::platform::a:b:C::d"],
        },
      );
    },
  },
  "envVarMappings of a provider": {
    declare: () => {
      const mapped = new aws.Provider(
        "mapped",
        { region: "eu-central-1", allowedAccountIds: ["111111111111"] },
        { envVarMappings: { PLATFORM_PROFILE: "AWS_PROFILE" } },
      );
      new aws.sns.Topic("topic", { name: "topic" }, { provider: mapped });
    },
  },
  "dependsOn of resources, components, promises and outputs": {
    declare: (provider) => {
      const group = new Group("group", { providers: [provider.aws] });
      const key = new aws.kms.Key("key", {}, { provider: provider.aws });
      new aws.sns.Topic(
        "topic",
        { name: "topic" },
        {
          provider: provider.aws,
          dependsOn: [group, Promise.resolve(key), pulumi.output(group.topic)],
        },
      );
    },
  },
  "components in components, resources as inputs": {
    afterUp: true,
    declare: (provider) => {
      const outer = new Group("outer", { providers: [provider.aws] });
      const inner = new Group("inner", { parent: outer });
      new aws.sns.Topic(
        "topic",
        { name: "topic", displayName: inner.key as unknown as string },
        { parent: inner },
      );
    },
  },
  "files, folders and texts as assets": {
    declare: (provider) => {
      const role = new aws.iam.Role(
        "role",
        {
          assumeRolePolicy: JSON.stringify(
            aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
          ),
        },
        { provider: provider.aws },
      );
      const codes = {
        folder: new pulumi.asset.FileArchive("functions/verify-deployment"),
        texts: new pulumi.asset.AssetArchive({
          "index.js": new pulumi.asset.StringAsset("exports.handler = () => 1;"),
          "Pulumi.yaml": new pulumi.asset.FileAsset("Pulumi.yaml"),
          inner: new pulumi.asset.FileArchive("functions"),
        }),
      };
      for (const [name, code] of Object.entries(codes)) {
        new aws.lambda.Function(
          name,
          { name, code, role: role.arn, runtime: "nodejs22.x", handler: "index.handler" },
          { provider: provider.aws },
        );
      }
    },
  },
  "getStack, getProject, getOrganization, isDryRun and configuration": {
    declare: (provider) => {
      const said = [
        pulumi.getStack(),
        pulumi.getProject(),
        pulumi.getOrganization(),
        String(pulumi.runtime.isDryRun()),
        new pulumi.Config("platform").require("product"),
      ];
      new aws.sns.Topic(
        "topic",
        { name: "topic", displayName: said.join(" ") },
        { provider: provider.aws },
      );
    },
  },
  "what the engine keeps itself (Stash)": {
    declare: (provider) => {
      const stash = new pulumi.Stash(
        "stash",
        { input: { kept: 1, hidden: pulumi.secret("value") } },
        { protect: true },
      );
      new aws.sns.Topic(
        "topic",
        { name: "topic", displayName: stash.output.apply(JSON.stringify) },
        { provider: provider.aws, dependsOn: [stash] },
      );
    },
  },
};
