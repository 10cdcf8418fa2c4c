import { readFileSync } from "node:fs";
import { expect } from "chai";
import { accessGained } from "../../../preview/compare/access";
import { compareReports } from "../../../preview/compare/compare";
import type { Values } from "../../../preview/report/report";
import { resources as neonResources } from "../../../providers/neon/resources/resources";
import type { AnyFields } from "../../../providers/neon/schema/field";
import type { Value } from "../../../preview/report/report";
import { resourceModels } from "../../../sandbox/models";
import { sdkTypes } from "../../policies/support/sdk-types";
import { report, StackBuilder } from "../../support/reports";

type Case = readonly [type: string, before: Values, after: Values, told: readonly string[]];

const tcp = { ipProtocol: "tcp", fromPort: 1, toPort: 1 };
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const older = "aws:ec2/securityGroupRule:SecurityGroupRule";
const gate = "github:index/repositoryEnvironment:RepositoryEnvironment";
const gateBranch =
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
const ruleset = "github:index/repositoryRuleset:RepositoryRuleset";
const accessPolicy = "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy";
const accessGroup = "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup";
const permission = "aws:lambda/permission:Permission";
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const list = "aws:ec2/managedPrefixList:ManagedPrefixList";
const neon = "neon:index:Project";

const cases: readonly Case[] = [
  [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    {},
    { role: "r", policyArn: "arn:p" },
    ["r gets the policy arn:p"],
  ],
  [
    "aws:iam/role:Role",
    { managedPolicyArns: ["a"] },
    { managedPolicyArns: ["a", "b"] },
    ["gets the policy b"],
  ],
  ["aws:iam/role:Role", { permissionsBoundary: "b" }, { name: "r" }, ["is no longer bounded by b"]],
  ["aws:iam/role:Role", { permissionsBoundary: "b" }, { permissionsBoundary: "b" }, []],
  ["aws:iam/role:Role", { permissionsBoundary: "b" }, {}, []],
  [
    list,
    { entries: [{ cidr: "a" }] },
    { entries: [{ cidr: "a" }, { cidr: "b" }, "c"] },
    ["lists b", "lists c"],
  ],
  [
    "aws:ec2/securityGroup:SecurityGroup",
    { ingress: [] },
    { ingress: [{ protocol: "-1", cidrBlocks: ["::/0"] }, "x"] },
    ["opens everything to ::/0", "opens x"],
  ],
  [older, {}, { type: "egress", protocol: "tcp", fromPort: 1, toPort: 2 }, []],
  [
    older,
    {},
    { type: "ingress", protocol: "all", sourceSecurityGroupId: "sg" },
    ["opens everything to sg"],
  ],
  ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {}, tcp, ["lets out tcp 1 to "]],
  ...[
    "cidrIpv4",
    "cidrIpv6",
    "prefixListId",
    "referencedSecurityGroupId",
    "cidrBlocks",
    "ipv6CidrBlocks",
    "prefixListIds",
    "securityGroups",
    "sourceSecurityGroupId",
  ].map((key): Case => [ingress, {}, { ...tcp, [key]: "s" }, ["opens tcp 1 to s"]]),
  [ingress, tcp, {}, []],
  [permission, {}, { principal: "p", action: "a", function: "f" }, ["p may a on f, of anybody"]],
  ...["sourceArn", "sourceAccount", "principalOrgId"].map((key): Case => {
    const rule = { principal: "p", action: "a", function: "f" };
    return [permission, { ...rule, [key]: "x" }, { ...rule, [key]: "y" }, ["p may a on f, of y"]];
  }),
  ["aws:ec2/subnet:Subnet", {}, { mapPublicIpOnLaunch: true }, ["gives out public addresses"]],
  [
    "aws:lb/loadBalancer:LoadBalancer",
    { internal: true, securityGroups: [] },
    { internal: false, securityGroups: ["s"] },
    ["is reached from the internet", "admits what s does"],
  ],
  ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map(
    (key): Case => [block, { [key]: true }, { [key]: false }, [`may be public: ${key} is off`]],
  ),
  [block, { bucket: "b" }, {}, ["b may be public"]],
  [
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    {},
    { blockPublicPolicy: false },
    ["may be public"],
  ],
  ...["dnsRecord:DnsRecord", "loadBalancer:LoadBalancer"].map((type): Case => [
    `cloudflare:index/${type}`,
    { proxied: true },
    { proxied: false },
    ["is reached past Cloudflare"],
  ]),
  ["cloudflare:index/r2ManagedDomain:R2ManagedDomain", {}, { enabled: true }, ["is public"]],
  [
    "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
    { domain: "d" },
    {},
    ["d no longer asks for a login"],
  ],
  [
    "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
    { domain: "d" },
    { allowedIdps: ["i"], allowAuthenticateViaWarp: true, optionsPreflightBypass: true },
    [
      "takes logins of i",
      "takes a device for a login",
      "passes preflight requests without a login",
    ],
  ],
  [
    "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
    { domain: "d/a", destinations: [{ uri: "d/a" }, { uri: "d/b" }] },
    { domain: "d/a", destinations: [{ uri: "d/a" }], policies: [{ decision: "bypass" }] },
    ["lets everybody pass to d/a", "no longer stands before d/b"],
  ],
  [
    accessPolicy,
    { mfaConfig: { allowedAuthenticators: ["totp"] } },
    { includes: [] },
    ["asks for another second factor, or for none"],
  ],
  ...[accessGroup, accessPolicy].map((type): Case => [
    type,
    { includes: ["a"], requires: ["b"], excludes: ["c"] },
    { includes: ["a", "d"] },
    ['includes "d"', 'no longer requires "b"', 'no longer excludes "c"'],
  ]),
  [
    accessPolicy,
    { decision: "allow", approvalRequired: true, isolationRequired: true },
    { decision: "bypass", approvalRequired: false, isolationRequired: false },
    [
      "asks nobody for a login",
      "no longer waits for approval",
      "no longer asks for an isolated browser",
    ],
  ],
  [
    "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
    { allowedActions: "selected", shaPinningRequired: true },
    { allowedActions: "all", shaPinningRequired: false },
    ["runs actions of anybody", "runs actions by tags, which move"],
  ],
  [
    "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
    { defaultWorkflowPermissions: "read" },
    { defaultWorkflowPermissions: "write" },
    ["lets every workflow write"],
  ],
  [
    gate,
    { environment: "e", reviewers: [{ teams: [1], users: [7] }] },
    { environment: "e", canAdminsBypass: true, preventSelfReview: false },
    [
      "is no longer held for teams 1; users 7",
      "lets administrators pass without approval",
      "lets people approve their own deployment",
    ],
  ],
  [gate, { environment: "e" }, {}, ["e no longer waits for approval"]],
  [gateBranch, {}, { environment: "e", branchPattern: "b" }, ["b may deploy to e"]],
  [gateBranch, {}, { environment: "e", tagPattern: "v*" }, ["v* may deploy to e"]],
  [
    ruleset,
    { enforcement: "active", bypassActors: [] },
    { enforcement: "disabled", bypassActors: [{ actorId: 5 }] },
    ['may be bypassed by {"actorId":5}', "is not enforced"],
  ],
  [ruleset, { enforcement: "active" }, { enforcement: "evaluate" }, ["is not enforced"]],
  [ruleset, { name: "n" }, {}, ["the rules n are gone"]],
  [
    "github:index/repositoryCollaborator:RepositoryCollaborator",
    {},
    { username: "u" },
    ["u gets push"],
  ],
  [
    "github:index/teamRepository:TeamRepository",
    { teamId: "1" },
    { teamId: "1", permission: "admin" },
    ["team 1 gets admin"],
  ],
  [neon, allowing(["a"]), allowing(["a", "b"]), ["lets in b"]],
  [neon, allowing(["a", "b"]), allowing(["b"]), []],
  [neon, allowing(["a"]), allowing([]), ["is reached from every address"]],
  [neon, allowing(["a"]), { name: "n" }, ["is reached from every address"]],
  [neon, {}, { name: "n" }, ["is reached from every address"]],
  [neon, { name: "n" }, allowing(["a"]), []],
  [neon, allowing(["a"]), allowing("[unknown]"), []],
  [neon, allowing(["a"]), {}, []],
  [
    neon,
    allowing(["a"], false),
    allowing(["a"], true),
    ["lets every address to branches that are not protected"],
  ],
  ["neon:index:ApiKey", {}, { name: "ci", projectId: "p" }, ["the key ci opens the project p"]],
  [
    "neon:index:ProjectPermission",
    {},
    { email: "ada@example.com", projectId: "p" },
    ["ada@example.com gets the project p"],
  ],
  [
    "neon:index:VpcEndpointAssignment",
    {},
    { vpcEndpointId: "vpce-1", projectId: "p" },
    ["vpce-1 leads to the project p"],
  ],
];

function allowing(ips: Value, protectedBranchesOnly = false): Values {
  return { settings: { allowedIps: { ips, protectedBranchesOnly } } };
}

describe("who gains access", () => {
  for (const [type, before, after, told] of cases) {
    it(`by ${type.split(":").at(-1) ?? ""} ${JSON.stringify(before)} → ${JSON.stringify(after)}`, () => {
      expect(accessGained(type, before, after)).to.deep.equal(told);
      expect(accessGained(type, after, after), "unchanged").to.deep.equal([]);
    });
  }
});

/** Names of guards and of sources of access, of which a reviewer is told no word, and why. */
const untold: Readonly<Record<string, string>> = {
  allowIframe: "how a page is shown",
  allowInsecure: "of a monitor",
  allowedActionsConfig: "narrows what `selected` admits; the rule on pinned actions judges it",
  assignGeneratedIpv6CidrBlock: "addresses alone let nobody in",
  bucketKeyEnabled: "how often a key is asked, a bill",
  cidrBlock: "its own range",
  destinationCidrBlock: "routes are judged by the network's rules",
  destinationIpv6CidrBlock: "the same",
  destinationPrefixListId: "the same",
  enabled: "of a check or a notice of the vendor's, which rules hold",
  enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "not used",
  force: "of a deletion of what can be deployed again",
  forceDetachPolicies: "of a role",
  forceNewDeployment: "deploys",
  forceOverwriteReplicaSecret: "of a replica",
  include: "of a Worker's version",
  ipv6CidrBlock: "its own range",
  ipv6CidrBlockNetworkBorderGroup: "its own range",
  lambdaMultiValueHeadersEnabled: "no guard",
  privateDnsEnabled: "names within the network",
  privateRouting: "not used",
  publicIpv4Pool: "where an address comes from",
  purposeJustificationRequired: "asks for a reason, and admits whoever gives one",
  replaceSecurityGroupsOnDestroy: "of a deletion",
  replacementSecurityGroupIds: "of a deletion",
  revokeRulesOnDelete: "of a deletion",
  routingHttpResponseServerEnabled: "a header",
  securityGroupId: "which group the rule is of: another is another rule",
  securityGroupIds: "of an endpoint, whose groups are judged",
  skipAppLauncherLoginPage: "how a page is shown",
  skipDestroy: "keeps what a deletion would take",
  skipInterstitial: "how a page is shown",
  source: "of a Pages project",
  sourceCodeHash: "a hash",
  sourceHash: "a hash",
  sourceKmsKeyArn: "a key",
  userAuthorizationRequired: "of a chat channel that reads only",
};
const guard =
  /protect|force|bypass|destroy|delet|lock|public|enforce|verify|secure|skip|admin|allow|deny|prevent|require|restrict|ignore|proxied|encrypt|private|internal|enabled$/i;
const source =
  /cidr|prefixList|securityGroup|^source|principal|reviewer|permission|actors|include|exclude|allowed|public/i;

describe("every guard and every source of access that the SDKs' and Neon's types have", () => {
  it("is told of when it changes for the worse, or stands here with its reason", () => {
    const silent = new Set<string>();
    for (const [type, property, isSwitch] of [...switchesAndSources(), ...neonsOwn()]) {
      const turns = isSwitch ? [[true, false] as const, [false, true] as const] : turnsOfText;
      const told = turns.some(
        ([was, is]) => attentions(type, nested(property, was), nested(property, is)) > 0,
      );
      if (!told) silent.add(property);
    }
    expect([...silent].sort()).to.deep.equal(Object.keys(untold).sort());
  });
});

const turnsOfText = [
  ["a", "b"],
  [["a"], ["b"]],
  ["read", "write"],
  ["selected", "all"],
] as const;

function* switchesAndSources(): Generator<readonly [string, string, boolean]> {
  for (const [type, file] of ["aws", "cloudflare", "github"].flatMap((name) => [
    ...sdkTypes(name),
  ])) {
    if (!(type in resourceModels)) continue;
    const declarations = readFileSync(file.replace(/\.js$/, ".d.ts"), "utf8");
    const args = declarations.slice(declarations.search(/Args \{/));
    for (const [, property = "", of] of args.matchAll(/\n {4}(\w+)\??: pulumi\.Input<([^;]*)>;/g)) {
      const isSwitch = /^boolean( \| undefined)?$/.test(of ?? "");
      if ((isSwitch ? guard : source).test(property)) yield [type, property, isSwitch];
    }
  }
}

function* neonsOwn(): Generator<readonly [string, string, boolean]> {
  for (const { token, inputs } of neonResources) {
    for (const [path, isSwitch] of inputsIn(inputs)) {
      if ((isSwitch ? guard : source).test(path)) yield [token, path, isSwitch];
    }
  }
}

function inputsIn(fields: AnyFields, at = ""): readonly (readonly [string, boolean])[] {
  return Object.entries(fields).flatMap(([key, { type }]) =>
    type.kind === "object"
      ? inputsIn(type.fields, `${at}${key}.`)
      : [[`${at}${key}`, type.kind === "boolean"] as const],
  );
}

/** Inputs with a value at a path. */
function nested(path: string, value: Value): Values {
  const [key = "", ...inner] = path.split(".");
  return { [key]: inner.length === 0 ? value : nested(inner.join("."), value) };
}

function attentions(type: string, before: Values, after: Values): number {
  const [base, head] = [before, after].map((inputs) => {
    const builder = new StackBuilder("production");
    builder.verdict("tags-require", "passed");
    builder.resource(type, "it", { inputs });
    return report(builder);
  });
  if (base === undefined || head === undefined) return 0;
  const { attention } = compareReports(base, head);
  return attention.filter(({ kind }) => kind !== "interrupted").length;
}
