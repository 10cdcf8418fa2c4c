import type { PackData } from "../../../policies/pack-data";
import type { RuleCases } from "../support/cases";
import { data } from "../support/data";
import { type Declared, declaring, unknown } from "../support/declared";

const bucket = (props: Declared["props"]): Declared => ({
  type: "aws:s3/bucket:Bucket",
  name: "documents",
  props,
});

const awsProvider = (props: Declared["props"]): Declared => ({
  type: "pulumi:providers:aws",
  name: "aws",
  props,
  provider: null,
});

const provider = (vendor: string): Declared => declaring(`pulumi:providers:${vendor}`)({});

/** The environments with an id that all but shared list. */
const sharing = (
  list: "cloudflareAccounts" | "neonOrganizations",
  id: string,
): Partial<PackData> => ({
  environments: new Map(
    [...data.environments].map(([name, environment]) => [
      name,
      name === "shared" ? environment : { ...environment, [list]: [id] },
    ]),
  ),
});

const dnssec = declaring("cloudflare:index/zoneDnssec:ZoneDnssec");
const neonProject = declaring("neon:index:Project");
const workersDomain = (props: object): Declared =>
  declaring("cloudflare:index/workersCustomDomain:WorkersCustomDomain")({
    accountId: "c10d2",
    zoneId: "20e02",
    ...props,
  });

const stackReference = (name: string): Declared => ({
  type: "pulumi:pulumi:StackReference",
  name: "other",
  props: { name },
});

const gate = (environment: string): Declared => ({
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  name: "gate",
  props: { repository: "platform", environment },
});

const record = (name: unknown): Declared => ({
  type: "cloudflare:index/dnsRecord:DnsRecord",
  name: "record",
  props: { name, type: "CNAME" },
});

const certificate = (domainName: string, ...subjectAlternativeNames: string[]): Declared => ({
  type: "aws:acm/certificate:Certificate",
  name: "certificate",
  props: { domainName, subjectAlternativeNames },
});

const branch = (props: Declared["props"], from: Declared["from"] = {}): Declared => ({
  type: "neon:index:Branch",
  name: "branch",
  props: { projectId: "quiet-rain-11111111", name: "feature", ...props },
  from,
});

const project: Declared = {
  type: "neon:index:Project",
  name: "database",
  props: { name: "acme-dev" },
};

export const isolationCases: readonly RuleCases[] = [
  {
    rule: "provider-require-explicit",
    stack: "dev",
    compliant: [{ title: "the environment's provider", subject: bucket({}) }],
    violating: [
      {
        title: "none",
        subject: { ...bucket({}), provider: null },
        message: `provider-require-explicit: aws:s3/bucket:Bucket "documents" uses the default provider, whose account nothing holds (ISO-1). Pass the environment's provider by opts.provider or opts.providers.`,
      },
    ],
    notApplicable: [
      {
        title: "a component, which has none",
        subject: { type: "platform:aws:Cell", name: "cell", props: {}, provider: null },
      },
    ],
    needs: [],
  },
  {
    rule: "provider-require-account",
    stack: "dev",
    compliant: [
      { title: "one account", subject: awsProvider({ allowedAccountIds: ["111111111111"] }) },
      {
        title: "one account, as the engine hands it over",
        subject: awsProvider({ allowedAccountIds: '["111111111111"]' }),
      },
      {
        title: "an owner on GitHub",
        subject: {
          type: "pulumi:providers:github",
          name: "github",
          props: { owner: "acme" },
        },
      },
    ],
    violating: [
      {
        title: "any account",
        subject: awsProvider({ region: "eu-west-1" }),
        message:
          'provider-require-account: pulumi:providers:aws "aws" does not say which account it may act in (ISO-1). Set allowedAccountIds.',
      },
      {
        title: "any owner on GitHub",
        subject: { type: "pulumi:providers:github", name: "github", props: {} },
        message:
          'provider-require-account: pulumi:providers:github "github" does not say which account it may act in (ISO-1). Set owner to acme.',
      },
      {
        title: "another owner on GitHub",
        subject: { type: "pulumi:providers:github", name: "github", props: { owner: "evil" } },
        message:
          'provider-require-account: pulumi:providers:github "github" does not say which account it may act in (ISO-1). Set owner to acme.',
      },
      {
        title: "what is no account",
        subject: awsProvider({ allowedAccountIds: ["dev"] }),
        message:
          'provider-require-account: the rule could not read pulumi:providers:aws "aws": allowedAccountIds holds what is no account id (ISO-1). Set allowedAccountIds, or owner for GitHub.',
      },
    ],
    needs: ["allowedAccountIds", "allowedAccountIds.0"],
  },
  {
    rule: "account-require-own",
    stack: "dev",
    compliant: [
      { title: "its own account", subject: awsProvider({ allowedAccountIds: ["111111111111"] }) },
      {
        title: "a pull request in dev's account",
        stack: "pr-7",
        subject: awsProvider({ allowedAccountIds: ["111111111111"] }),
      },
      { title: "its own zone and Cloudflare account", subject: workersDomain({}) },
      { title: "a pull request in dev's", stack: "pr-7", subject: workersDomain({}) },
      { title: "its own organisation", subject: neonProject({ orgId: "org-quiet-rain-11111111" }) },
    ],
    violating: [
      {
        title: "production's account",
        subject: awsProvider({ allowedAccountIds: ["111111111111", "333333333333"] }),
        message: `account-require-own: pulumi:providers:aws "aws" is in the AWS account 333333333333, which is none of dev's (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
      {
        title: "production's Cloudflare account",
        subject: workersDomain({ accountId: "c10d1" }),
        message: `account-require-own: cloudflare:index/workersCustomDomain:WorkersCustomDomain "subject" is in the Cloudflare account c10d1, which is none of dev's (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
      {
        title: "nobody's zone, from a pull request",
        stack: "pr-7",
        subject: workersDomain({ zoneId: "20e09" }),
        message: `account-require-own: cloudflare:index/workersCustomDomain:WorkersCustomDomain "subject" is in the Cloudflare zone 20e09, which is none of pr-7's (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
      {
        title: "any zone, from shared, which has none",
        stack: "shared",
        subject: dnssec({ zoneId: "20e01" }),
        message: `account-require-own: cloudflare:index/zoneDnssec:ZoneDnssec "subject" is in the Cloudflare zone 20e01, which is none of shared's (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
      {
        title: "no account that anybody could read",
        subject: workersDomain({ accountId: undefined, zoneId: "" }),
        message: `account-require-own: cloudflare:index/workersCustomDomain:WorkersCustomDomain "subject" does not say which account, zone or organisation it is in (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
      {
        title: "whatever organisation the key is of",
        subject: neonProject({}),
        message: `account-require-own: neon:index:Project "subject" does not say which account, zone or organisation it is in (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
      {
        title: "an account made of another's",
        subject: declaring("cloudflare:index/zone:Zone")({ account: { id: "c10d3" } }),
        message: `account-require-own: cloudflare:index/zone:Zone "subject" is in the Cloudflare account c10d3, which is none of dev's (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
      {
        title: "staging's organisation",
        subject: neonProject({ orgId: "org-bold-sun-33333333" }),
        message: `account-require-own: neon:index:Project "subject" is in the Neon organisation org-bold-sun-33333333, which is none of dev's (ISO-1). Use the environment's own, as policies/environments.yaml lists them.`,
      },
    ],
    notApplicable: [
      { title: "any account, which another rule judges", subject: awsProvider({}) },
      { title: "what lives in its provider's account", subject: bucket({ bucket: "acme-dev" }) },
    ],
    needs: ["allowedAccountIds.0"],
    awaits: ["allowedAccountIds"],
  },
  {
    rule: "tenant-isolate",
    stack: "staging",
    compliant: [{ title: "an account of its own", subject: provider("cloudflare") }],
    violating: [
      {
        title: "one Cloudflare account for all",
        data: sharing("cloudflareAccounts", "c10d3"),
        subject: provider("cloudflare"),
        message: `tenant-isolate: pulumi:providers:cloudflare "subject" is in the Cloudflare account c10d3 with dev and production: a token that edits Workers, R2, Hyperdrive, Pages or secrets of one edits the other's (ISO-1). Give the environment one of its own, or waive it for as long as it takes.`,
      },
      {
        title: "one Neon organisation for two",
        stack: "production",
        data: sharing("neonOrganizations", "org-bold-sun-33333333"),
        subject: provider("neon"),
        message: `tenant-isolate: pulumi:providers:neon "subject" is in the Neon organisation org-bold-sun-33333333 with dev and staging: a key of the organisation reads and deletes the databases of both (ISO-1). Give the environment one of its own, or waive it for as long as it takes.`,
      },
    ],
    notApplicable: [
      {
        title: "a pull request, which has none of its own",
        stack: "pr-7",
        subject: provider("cloudflare"),
      },
    ],
    needs: [],
  },
  {
    rule: "preview-forbid-zone-settings",
    stack: "pr-7",
    compliant: [{ title: "a domain in it", subject: workersDomain({}) }],
    violating: [
      {
        title: "a setting of dev's zone",
        subject: dnssec({ zoneId: "20e02" }),
        message: `preview-forbid-zone-settings: cloudflare:index/zoneDnssec:ZoneDnssec "subject" holds for every host of dev's zone (ISO-1). Leave the zone to dev, which owns it.`,
      },
    ],
    notApplicable: [
      { title: "dev itself", stack: "dev", subject: dnssec({ zoneId: "20e02" }) },
      { title: "what is in no zone", subject: workersDomain({ zoneId: undefined }) },
    ],
    needs: [],
  },
  {
    rule: "reference-isolate",
    stack: "dev",
    compliant: [
      {
        title: "its own account, host, name and database",
        subject: bucket({
          a: "arn:aws:iam::111111111111:role/acme-dev-deploy",
          b: "https://admin.dev.acme.example/healthz",
          c: "quiet-rain-11111111",
        }),
      },
      {
        title: "words that only look alike",
        subject: bucket({
          mode: "production",
          digits: "13333333333330",
          name: "acme-productions",
          mail: "operations@acme.example",
          other: "acme.example.example.com",
          host: "notacme.example",
        }),
      },
      {
        title: "the outputs of the shared stack",
        subject: stackReference("acme/platform/shared"),
      },
      {
        title: "what the shared stack may name",
        stack: "shared",
        subject: bucket({ policy: '{"Principal":{"AWS":"arn:aws:iam::333333333333:root"}}' }),
      },
      {
        title: "an image of the shared registry",
        subject: {
          type: "aws:ecs/taskDefinition:TaskDefinition",
          name: "task",
          props: {
            containerDefinitions: JSON.stringify([
              { name: "app", image: "999999999999.dkr.ecr.eu-west-1.amazonaws.com/accounts" },
            ]),
          },
        },
      },
      {
        title: "a pull request: dev's and its own",
        stack: "pr-7",
        subject: bucket({
          a: "acme-pr-7-x",
          b: "pr-7.dev.acme.example",
          c: "111111111111",
        }),
      },
    ],
    violating: [
      {
        title: "production's account in a JSON document",
        subject: bucket({ policy: '{"Principal":{"AWS":"arn:aws:iam::333333333333:root"}}' }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's account "333333333333" in policy (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "a host below staging's",
        subject: bucket({ urls: [{ url: "https://x.staging.acme.example/" }] }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names staging's host "x.staging.acme.example" in urls.0.url (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "a host of the zone that nobody claims",
        subject: bucket({ url: "www.acme.example" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's host "www.acme.example" in url (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "the host behind a URL's password",
        subject: bucket({ url: "postgres://app:pw@acme.example/db" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's host "acme.example" in url (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "production's bucket",
        subject: bucket({ bucket: "acme-production-documents" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's name "acme-production" in bucket (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "production's GitHub environment",
        subject: bucket({ sub: "repo:acme/platform:environment:production-approval" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's GitHub environment "environment:production-approval" in sub (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "production's database",
        subject: bucket({ id: "bold-sun-33333333" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's database "bold-sun-33333333" in id (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "another pull request's host and name",
        stack: "pr-7",
        subject: bucket({ a: "pr-8.dev.acme.example", b: "acme-pr-77-x" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names pr-8's host "pr-8.dev.acme.example" in a and names pr-77's name "acme-pr-77" in b (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "a host below another pull request's, whatever its case",
        stack: "pr-7",
        subject: bucket({ a: "https://API.pr-8.dev.acme.example/x" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names pr-8's host "API.pr-8.dev.acme.example" in a (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "a cookie for every host of the zone",
        subject: bucket({ domain: ".acme.example" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's host "acme.example" in domain (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "the shared account where no image is",
        subject: bucket({ a: "arn:aws:iam::999999999999:root" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names shared's account "999999999999" in a (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "production's name with an escaped letter",
        subject: bucket({
          policy: '{"Resource":"arn:aws:s3:::acme\\u002dproduction-documents"}',
        }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's name "acme-production" in policy (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "production's account as a number",
        subject: bucket({ owner: 333333333333 }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's account "333333333333" in owner (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "a Worker that is told to be production",
        subject: declaring("cloudflare:index/workerVersion:WorkerVersion")({
          bindings: [{ name: "ENVIRONMENT", type: "plain_text", text: "production" }],
        }),
        message: `reference-isolate: cloudflare:index/workerVersion:WorkerVersion "subject" says that it is production in ENVIRONMENT (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "production's account beside what is not known yet",
        subject: bucket({ a: "333333333333", b: unknown }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's account "333333333333" in a (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "an account that is nobody's, in an ARN and in a registry",
        subject: bucket({
          a: "arn:aws:iam::444455556666:role/x",
          b: "444455556666.dkr.ecr.eu-west-1.amazonaws.com/x",
        }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names a stranger's account "444455556666" in a and names a stranger's account "444455556666" in b (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "the outputs of production",
        subject: stackReference("acme/platform/production"),
        message: `reference-isolate: pulumi:pulumi:StackReference "other" reads the outputs of "acme/platform/production" (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "as much as a reader needs",
        subject: bucket({ a: "333333333333", b: "333333333333", c: "222222222222" }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's account "333333333333" in a and names production's account "333333333333" in b and names staging's account "222222222222" in c (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
      {
        title: "more than a reader needs",
        subject: bucket({
          a: "333333333333",
          b: "333333333333",
          c: "333333333333",
          d: "333333333333",
          e: "222222222222",
        }),
        message: `reference-isolate: aws:s3/bucket:Bucket "documents" names production's account "333333333333" in a and names production's account "333333333333" in b and names production's account "333333333333" in c and 2 more (ISO-7). Name the environment's own, or list the reference under allowed in policies/environments.yaml.`,
      },
    ],
    needs: [],
    awaits: ["a", "b"],
  },
  {
    rule: "github-environment-isolate",
    stack: "dev",
    compliant: [
      { title: "its own gate", subject: gate("dev") },
      { title: "the environment of its previews", subject: gate("dev-preview") },
    ],
    violating: [
      {
        title: "production's gate",
        subject: gate("production"),
        message: `github-environment-isolate: github:index/repositoryEnvironment:RepositoryEnvironment "gate" belongs to the GitHub environment "production", which is none of dev's (ISO-11). Use dev or dev-preview, or list it in policies/environments.yaml.`,
      },
    ],
    needs: ["environment"],
  },
  {
    rule: "hostname-isolate",
    stack: "staging",
    compliant: [
      { title: "its own host", subject: record("staging.acme.example") },
      { title: "a host below its own", subject: record("live.staging.acme.example") },
      { title: "every host below its own", subject: record("*.staging.acme.example") },
      {
        title: "a validation record, which ends in a dot",
        subject: record("_a1.admin.staging.acme.example."),
      },
      {
        title: "production: a certificate for every name",
        stack: "production",
        subject: certificate("acme.example", "*.acme.example"),
      },
      {
        title: "a route",
        subject: {
          type: "cloudflare:index/workersRoute:WorkersRoute",
          name: "route",
          props: { pattern: "staging.acme.example/api/*" },
        },
      },
    ],
    violating: [
      {
        title: "what Cloudflare presents for production's host",
        subject: {
          type: "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls",
          name: "pulls",
          props: { configs: [{ hostname: "acme.example", certId: "own", enabled: true }] },
        },
        message: `hostname-isolate: cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls "pulls" declares "acme.example", which is production's (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "production's host",
        subject: record("acme.example"),
        message: `hostname-isolate: cloudflare:index/dnsRecord:DnsRecord "record" declares "acme.example", which is production's (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "a host that nobody else claims",
        subject: record("www.acme.example"),
        message: `hostname-isolate: cloudflare:index/dnsRecord:DnsRecord "record" declares "www.acme.example", which is production's (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "a host of another zone",
        subject: record("staging.example.com"),
        message: `hostname-isolate: cloudflare:index/dnsRecord:DnsRecord "record" declares "staging.example.com", which is no environment's host (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "a certificate with dev's host on it",
        subject: certificate("staging.acme.example", "dev.acme.example"),
        message: `hostname-isolate: aws:acm/certificate:Certificate "certificate" declares "dev.acme.example", which is dev's (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "production: a route over every host",
        stack: "production",
        subject: {
          type: "cloudflare:index/workersRoute:WorkersRoute",
          name: "route",
          props: { pattern: "*.acme.example/*" },
        },
        message: `hostname-isolate: cloudflare:index/workersRoute:WorkersRoute "route" declares "*.acme.example", which also answers for dev.acme.example (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "a pull request: a host of dev's",
        stack: "pr-7",
        subject: record("admin.dev.acme.example"),
        message: `hostname-isolate: cloudflare:index/dnsRecord:DnsRecord "record" declares "admin.dev.acme.example", which is dev's (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "a pull request: a certificate for every host of dev's",
        stack: "pr-7",
        subject: {
          type: "cloudflare:index/certificatePack:CertificatePack",
          name: "pack",
          props: { hosts: ["dev.acme.example", "*.dev.acme.example"] },
        },
        message: `hostname-isolate: cloudflare:index/certificatePack:CertificatePack "pack" declares "*.dev.acme.example", which is dev's (ISO-9). Use a name under the environment's own host.`,
      },
      {
        title: "dev: the host of a pull request",
        stack: "dev",
        subject: record("pr-7.dev.acme.example"),
        message: `hostname-isolate: cloudflare:index/dnsRecord:DnsRecord "record" declares "pr-7.dev.acme.example", which is pr-7's (ISO-9). Use a name under the environment's own host.`,
      },
    ],
    needs: ["name"],
  },
  {
    rule: "database-isolate-lineage",
    stack: "dev",
    compliant: [
      { title: "the project that is listed as dev's", subject: branch({}) },
      {
        title: "the stack's own project",
        subject: branch({ projectId: "some-id" }, { projectId: ["database"] }),
        around: [project],
      },
      {
        title: "pull request: in dev's project",
        stack: "pr-7",
        subject: branch({}),
      },
    ],
    violating: [
      {
        title: "production's project",
        subject: branch({ projectId: "bold-sun-33333333" }),
        message: `database-isolate-lineage: neon:index:Branch "branch" lives in the Neon project "bold-sun-33333333", which is none of dev's (DAT-2). Make the project in this stack, or list its id under databases of dev in policies/environments.yaml.`,
      },
      {
        title: "a project that something else than a project names",
        subject: branch({ projectId: "some-id" }, { projectId: ["orders"] }),
        around: [{ ...bucket({}), name: "orders" }],
        message: `database-isolate-lineage: neon:index:Branch "branch" lives in the Neon project "some-id", which is none of dev's (DAT-2). Make the project in this stack, or list its id under databases of dev in policies/environments.yaml.`,
      },
    ],
    notApplicable: [
      {
        title: "production",
        stack: "production",
        subject: branch({ projectId: "bold-sun-33333333" }),
      },
    ],
    needs: ["projectId"],
  },
  {
    rule: "branch-forbid-production-data",
    stack: "staging",
    compliant: [
      {
        title: "the schema only",
        subject: branch({ parentId: "br-bold-sun-3333", initSource: "schema-only" }),
      },
      {
        title: "pull request: dev's data",
        stack: "pr-7",
        subject: branch({ parentId: "br-quiet-rain-1111", initSource: "parent-data" }),
      },
    ],
    violating: [
      {
        title: "production's data",
        subject: branch({ parentId: "br-bold-sun-3333", initSource: "parent-data" }),
        message: `branch-forbid-production-data: neon:index:Branch "branch" copies the data of the branch "br-bold-sun-3333", which is none of staging's (DAT-4). Set initSource to schema-only.`,
      },
      {
        title: "production's data by Neon's default",
        subject: branch({ parentId: "br-bold-sun-3333" }),
        message: `branch-forbid-production-data: neon:index:Branch "branch" copies the data of the branch "br-bold-sun-3333", which is none of staging's (DAT-4). Set initSource to schema-only.`,
      },
    ],
    notApplicable: [
      { title: "a branch of its own project's default", subject: branch({}) },
      { title: "production", stack: "production", subject: branch({ parentId: "x" }) },
    ],
    needs: [],
    awaits: ["parentId"],
  },
];
