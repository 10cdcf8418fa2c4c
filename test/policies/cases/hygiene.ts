import type { RuleCases } from "../support/cases";
import { type Declared, urnOf } from "../support/declared";

const tags = {
  environment: "production",
  project: "acme",
  "managed-by": "pulumi",
  "cost-center": "platform",
};

const bucket = (props: Declared["props"], more: Partial<Declared> = {}): Declared => ({
  type: "aws:s3/bucket:Bucket",
  name: "documents",
  props,
  ...more,
});

const guard = (more: Partial<Declared>): Declared => ({
  type: "pulumi:index:Stash",
  name: "guard",
  props: {},
  provider: null,
  protect: true,
  ...more,
});

const suspended: Declared = {
  type: "neon:index:Endpoint",
  name: "endpoint",
  props: { suspendTimeoutSeconds: 300 },
};

const waiver = (rule: string, subject: Declared = suspended) => ({
  rule,
  resource: urnOf("production", subject),
  owner: "operations@acme.example",
  reason: "a test",
  expires: "2026-12-31",
});

export const hygieneCases: readonly RuleCases[] = [
  {
    rule: "tags-require",
    stack: "production",
    compliant: [
      { title: "all four", subject: bucket({ tags }) },
      {
        title: "two of its own and two by the provider",
        subject: bucket(
          { tags: { environment: "production", project: "acme" } },
          { provider: { defaultTags: { tags: { "managed-by": "pulumi", "cost-center": "x" } } } },
        ),
      },
      {
        title: "all four, by the provider",
        subject: bucket({}, { provider: { defaultTags: JSON.stringify({ tags }) } }),
      },
    ],
    violating: [
      {
        title: "one of its own that is empty over the provider's",
        subject: bucket({ tags: { project: "" } }, { provider: { defaultTags: { tags } } }),
        message: `tags-require: aws:s3/bucket:Bucket "documents" lacks the tags project (PRC-21). Pass the environment's tags.`,
      },
      {
        title: "two of four",
        subject: bucket({ tags: { environment: "production", project: "acme" } }),
        message: `tags-require: aws:s3/bucket:Bucket "documents" lacks the tags managed-by, cost-center (PRC-21). Pass the environment's tags.`,
      },
      {
        title: "none",
        subject: bucket({}),
        message: `tags-require: aws:s3/bucket:Bucket "documents" lacks the tags environment, project, managed-by, cost-center (PRC-21). Pass the environment's tags.`,
      },
    ],
    needs: ["tags", "tags.environment", "tags.project", "tags.managed-by", "tags.cost-center"],
  },
  {
    rule: "tags-require-environment",
    stack: "production",
    compliant: [
      { title: "the stack's own", subject: bucket({ tags }) },
      {
        title: "a pull request's own",
        stack: "pr-7",
        subject: bucket({ tags: { ...tags, environment: "pr-7" } }),
      },
    ],
    violating: [
      {
        title: "another environment's",
        subject: bucket({ tags: { ...tags, environment: "staging" } }),
        message:
          'tags-require-environment: aws:s3/bucket:Bucket "documents" is tagged environment "staging" in the stack production (PRC-21). Set tags.environment to production.',
      },
    ],
    needs: ["tags", "tags.environment"],
  },
  {
    rule: "data-require-protect",
    stack: "production",
    compliant: [
      { title: "protected", subject: bucket({}, { protect: true }) },
      { title: "protected, shared", stack: "shared", subject: bucket({}, { protect: true }) },
    ],
    violating: [
      {
        title: "not protected",
        subject: bucket({}),
        message:
          'data-require-protect: aws:s3/bucket:Bucket "documents" holds data of production without protect (PRC-10). Set opts.protect to true.',
      },
      {
        title: "the same bucket under its superseded name",
        subject: bucket({}, { type: "aws:s3/bucketV2:BucketV2" }),
        message: `data-require-protect: aws:s3/bucketV2:BucketV2 "documents" holds data of production without protect (PRC-10). Set opts.protect to true.`,
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: bucket({}) }],
    needs: [],
  },
  {
    rule: "data-forbid-force-destroy",
    stack: "production",
    compliant: [
      { title: "off", subject: bucket({ forceDestroy: false }) },
      { title: "left out", subject: bucket({}) },
    ],
    violating: [
      {
        title: "on",
        subject: bucket({ forceDestroy: true }),
        message:
          'data-forbid-force-destroy: aws:s3/bucket:Bucket "documents" sets forceDestroy, so that deleting it deletes its data (PRC-10). Leave the argument out.',
      },
      {
        title: "shared: on for images",
        stack: "shared",
        subject: {
          type: "aws:ecr/repository:Repository",
          name: "images",
          props: { forceDelete: 1 },
        },
        message:
          'data-forbid-force-destroy: aws:ecr/repository:Repository "images" sets forceDelete, so that deleting it deletes its data (PRC-10). Leave the argument out.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: bucket({ forceDestroy: true }) }],
    needs: [],
    awaits: ["forceDestroy"],
  },
  {
    rule: "stack-require-destroy-guard",
    stack: "production",
    compliant: [
      {
        title: "a protected guard over every resource",
        around: [bucket({}), suspended, guard({ from: { input: ["documents", "endpoint"] } })],
      },
      {
        title: "two guards that share them",
        stack: "shared",
        around: [
          bucket({}),
          suspended,
          guard({ from: { input: ["documents"] } }),
          guard({ name: "other", from: { input: ["endpoint"] } }),
        ],
      },
    ],
    violating: [
      {
        title: "none",
        around: [bucket({})],
        message:
          'stack-require-destroy-guard: pulumi:pulumi:Stack "platform-production" can be destroyed up to the first protected resource of production (PRC-10). Declare a protected Stash that depends on every resource.',
      },
      {
        title: "one that can itself be deleted",
        around: [bucket({}), guard({ protect: false, from: { input: ["documents"] } })],
        message:
          'stack-require-destroy-guard: pulumi:pulumi:Stack "platform-production" can be destroyed up to the first protected resource of production (PRC-10). Declare a protected Stash that depends on every resource.',
      },
      {
        title: "one that leaves a resource outside",
        stack: "shared",
        around: [bucket({}), suspended, guard({ from: { input: ["documents"] } })],
        message: `stack-require-destroy-guard: pulumi:pulumi:Stack "platform-shared" deletes 1 of its resources before its guard is met, among them ${urnOf("shared", suspended)} (PRC-10). Declare a protected Stash that depends on every resource.`,
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", around: [bucket({})] }],
    needs: [],
  },
  {
    rule: "type-forbid-opaque",
    stack: "dev",
    compliant: [
      { title: "a type of AWS", subject: bucket({}) },
      { title: "a type of our own provider", subject: suspended },
    ],
    violating: [
      {
        title: "a template of CloudFormation",
        subject: bucket({}, { type: "aws:cloudformation/stack:Stack" }),
        message: `type-forbid-opaque: aws:cloudformation/stack:Stack "documents" makes resources from a document that no rule reads (PRC-22). Declare it by the vendor's own resource type.`,
      },
      {
        title: "a document for Cloud Control",
        subject: bucket({}, { type: "aws:cloudcontrol/resource:Resource" }),
        message: `type-forbid-opaque: aws:cloudcontrol/resource:Resource "documents" makes resources from a document that no rule reads (PRC-22). Declare it by the vendor's own resource type.`,
      },
      {
        title: "the same cloud by another package",
        subject: bucket({}, { type: "aws-native:s3:Bucket" }),
        message: `type-forbid-opaque: aws-native:s3:Bucket "documents" is of the package aws-native, which no rule reads (PRC-22). Declare it by the vendor's own resource type.`,
      },
      {
        title: "a provider inside the program",
        subject: bucket({}, { type: "pulumi-nodejs:dynamic:Resource" }),
        message: `type-forbid-opaque: pulumi-nodejs:dynamic:Resource "documents" is of the package pulumi-nodejs, which no rule reads (PRC-22). Declare it by the vendor's own resource type.`,
      },
    ],
    notApplicable: [
      {
        title: "a component",
        subject: bucket({}, { type: "platform:aws:Alerts", provider: null }),
      },
    ],
    needs: [],
  },
  {
    rule: "waivers-require-validity",
    stack: "production",
    compliant: [
      {
        title: "one that a violation needs",
        around: [suspended],
        data: { waivers: [waiver("database-forbid-suspend")] },
      },
    ],
    violating: [
      {
        title: "expired yesterday",
        around: [suspended],
        data: { waivers: [{ ...waiver("database-forbid-suspend"), expires: "2026-11-20" }] },
        message:
          'waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of database-forbid-suspend for urn:pulumi:production::platform::neon:index:Endpoint::endpoint, which expired on 2026-11-20 (owner: operations@acme.example) (PRC-23). Fix or remove the waiver in policies/waivers.yaml.',
      },
      {
        title: "of a rule that is not",
        around: [suspended],
        data: { waivers: [waiver("database-forbid-suspension")] },
        message:
          'waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of database-forbid-suspension for urn:pulumi:production::platform::neon:index:Endpoint::endpoint, but no such rule: the nearest is database-forbid-suspend (PRC-23). Fix or remove the waiver in policies/waivers.yaml.',
      },
      {
        title: "that nothing needs",
        data: { waivers: [waiver("database-forbid-suspend")] },
        message:
          'waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of database-forbid-suspend for urn:pulumi:production::platform::neon:index:Endpoint::endpoint, which nothing needs any more (PRC-23). Fix or remove the waiver in policies/waivers.yaml.',
      },
      {
        title: "of a rule that production can't do without",
        around: [bucket({})],
        data: { waivers: [waiver("data-require-protect", bucket({}))] },
        message: `waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of data-require-protect for urn:pulumi:production::platform::aws:s3/bucket:Bucket::documents, which can't be waived here (PRC-23). Fix or remove the waiver in policies/waivers.yaml.`,
      },
      {
        title: "of a rule over all environments",
        data: { waivers: [waiver("bucket-isolate", bucket({}))] },
        message: `waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of bucket-isolate for urn:pulumi:production::platform::aws:s3/bucket:Bucket::documents, which can't be waived here (PRC-23). Fix or remove the waiver in policies/waivers.yaml.`,
      },
    ],
    notApplicable: [
      { title: "no waiver" },
      {
        title: "another stack's waiver",
        stack: "dev",
        data: { waivers: [waiver("database-forbid-suspend")] },
      },
    ],
    needs: [],
  },
];
