import type { Value, Values } from "../report/report";
import { canonical, isList, isMap } from "./property-changes";

type Reading = (before: Values, after: Values) => string[];

/**
 * Who gains access by a change of a resource's inputs, IAM documents aside, one sentence each. `before` is empty when it
 * is created, `after` when it is deleted: taking away a barrier lets people in as surely as a grant.
 */
export function accessGained(type: string, before: Values, after: Values): string[] {
  return readings[type]?.(before, after) ?? [];
}

const readings: Readonly<Record<string, Reading>> = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": whenNew(
    ({ role, policyArn }) => `${text(role)} gets the policy ${text(policyArn)}`,
  ),
  "aws:iam/role:Role": all(
    added("managedPolicyArns", (arn) => `gets the policy ${text(arn)}`),
    lost("permissionsBoundary", (arn) => `is no longer bounded by ${text(arn)}`),
  ),
  "aws:ec2/managedPrefixList:ManagedPrefixList": added(
    "entries",
    (entry) => `lists ${isMap(entry) ? text(entry.cidr) : text(entry)}`,
  ),
  "aws:ec2/securityGroup:SecurityGroup": added("ingress", (rule) =>
    isMap(rule) ? `opens ${opening(rule)}` : `opens ${text(rule)}`,
  ),
  "aws:ec2/securityGroupRule:SecurityGroupRule": whenNew((rule) =>
    rule.type === "ingress" ? `opens ${opening(rule)}` : undefined,
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": whenNew(
    (rule) => `opens ${opening(rule)}`,
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": whenNew(
    (rule) => `lets out ${opening(rule)}`,
  ),
  "aws:ec2/subnet:Subnet": turned("mapPublicIpOnLaunch", true, "gives out public addresses"),
  "aws:lb/loadBalancer:LoadBalancer": all(
    turned("internal", false, "is reached from the internet"),
    added("securityGroups", (group) => `admits what ${text(group)} does`),
  ),
  "aws:lambda/permission:Permission": whenNew(
    ({ principal, action, function: target, sourceArn, sourceAccount, principalOrgId }) =>
      `${text(principal)} may ${text(action)} on ${text(target)}, of ${
        [sourceArn, sourceAccount, principalOrgId]
          .filter((source) => source !== undefined)
          .map(text)
          .join(" and ") || "anybody"
      }`,
  ),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": all(
    ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map(
      (property) => turned(property, false, `may be public: ${property} is off`),
    ),
    whenGone(({ bucket }) => `${text(bucket)} may be public`),
  ),
  "aws:secretsmanager/secretPolicy:SecretPolicy": turned(
    "blockPublicPolicy",
    false,
    "may be public",
  ),
  "cloudflare:index/dnsRecord:DnsRecord": turned("proxied", false, "is reached past Cloudflare"),
  "cloudflare:index/loadBalancer:LoadBalancer": turned(
    "proxied",
    false,
    "is reached past Cloudflare",
  ),
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": turned("enabled", true, "is public"),
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication": all(
    whenGone(({ domain }) => `${text(domain)} no longer asks for a login`),
    whenNew(({ domain, destinations, policies }) =>
      isList(policies) && policies.some((policy) => isMap(policy) && policy.decision === "bypass")
        ? `lets everybody pass to ${urisIn(destinations) ?? text(domain)}`
        : undefined,
    ),
    removed("destinations", (destination) => `no longer stands before ${uriOf(destination)}`),
    added("allowedIdps", (provider) => `takes logins of ${text(provider)}`),
    turned("allowAuthenticateViaWarp", true, "takes a device for a login"),
    turned("optionsPreflightBypass", true, "passes preflight requests without a login"),
  ),
  "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup": all(
    added("includes", (rule) => `includes ${canonical(rule)}`),
    removed("requires", (rule) => `no longer requires ${canonical(rule)}`),
    removed("excludes", (rule) => `no longer excludes ${canonical(rule)}`),
  ),
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": all(
    added("includes", (rule) => `includes ${canonical(rule)}`),
    removed("requires", (rule) => `no longer requires ${canonical(rule)}`),
    removed("excludes", (rule) => `no longer excludes ${canonical(rule)}`),
    turned("decision", "bypass", "asks nobody for a login"),
    lost("mfaConfig", () => "asks for another second factor, or for none"),
    turned("approvalRequired", false, "no longer waits for approval"),
    turned("isolationRequired", false, "no longer asks for an isolated browser"),
  ),
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": all(
    turned("allowedActions", "all", "runs actions of anybody"),
    turned("shaPinningRequired", false, "runs actions by tags, which move"),
  ),
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": turned(
    "defaultWorkflowPermissions",
    "write",
    "lets every workflow write",
  ),
  "github:index/repositoryEnvironment:RepositoryEnvironment": all(
    added("reviewers", (reviewers) => `is approved by ${people(reviewers)}`),
    removed("reviewers", (reviewers) => `is no longer held for ${people(reviewers)}`),
    turned("canAdminsBypass", true, "lets administrators pass without approval"),
    turned("preventSelfReview", false, "lets people approve their own deployment"),
    whenGone(({ environment }) => `${text(environment)} no longer waits for approval`),
  ),
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy":
    whenNew(
      ({ environment, branchPattern, tagPattern }) =>
        `${text(branchPattern ?? tagPattern)} may deploy to ${text(environment)}`,
    ),
  "github:index/repositoryRuleset:RepositoryRuleset": all(
    added("bypassActors", (actor) => `may be bypassed by ${canonical(actor)}`),
    turned("enforcement", "disabled", "is not enforced"),
    turned("enforcement", "evaluate", "is not enforced"),
    whenGone(({ name }) => `the rules ${text(name)} are gone`),
  ),
  "github:index/repositoryCollaborator:RepositoryCollaborator": whenNew(
    ({ username, permission }) => `${text(username)} gets ${text(permission ?? "push")}`,
  ),
  "github:index/teamRepository:TeamRepository": whenNew(
    ({ teamId, permission }) => `team ${text(teamId)} gets ${text(permission ?? "pull")}`,
  ),
  "neon:index:ApiKey": whenNew(
    ({ name, projectId }) => `the key ${text(name)} opens the project ${text(projectId)}`,
  ),
  "neon:index:Project": neonAddresses,
  "neon:index:ProjectPermission": whenNew(
    ({ email, projectId }) => `${text(email)} gets the project ${text(projectId)}`,
  ),
  "neon:index:VpcEndpointAssignment": whenNew(
    ({ vpcEndpointId, projectId }) =>
      `${text(vpcEndpointId)} leads to the project ${text(projectId)}`,
  ),
};

function all(...parts: readonly Reading[]): Reading {
  return (before, after) => parts.flatMap((part) => part(before, after));
}

/** Speaks when what it says of the resource differs from before. */
function whenNew(say: (inputs: Values) => string | undefined): Reading {
  return (before, after) => {
    const is = isEmpty(after) ? undefined : say(after);
    return is === undefined || (!isEmpty(before) && is === say(before)) ? [] : [is];
  };
}

function whenGone(say: (inputs: Values) => string): Reading {
  return (before, after) => (isEmpty(after) && !isEmpty(before) ? [say(before)] : []);
}

function added(property: string, say: (element: Value) => string): Reading {
  return (before, after) => without(after[property], before[property]).map(say);
}

function removed(property: string, say: (element: Value) => string): Reading {
  return (before, after) =>
    isEmpty(after) ? [] : without(before[property], after[property]).map(say);
}

/** Speaks when a limit goes or becomes another. */
function lost(property: string, say: (limit: Value) => string): Reading {
  return (before, after) => {
    const was = before[property];
    return was === undefined ||
      isEmpty(after) ||
      canonical(after[property] ?? null) === canonical(was)
      ? []
      : [say(was)];
  };
}

function turned(property: string, to: Value, sentence: string): Reading {
  return (before, after) => (after[property] === to && before[property] !== to ? [sentence] : []);
}

/** Who may connect to a project of Neon; an empty list lets everybody in. */
function neonAddresses(before: Values, after: Values): string[] {
  if (isEmpty(after)) return [];
  const [was, is] = [allowedIps(before), allowedIps(after)];
  const listed = elements(was.ips);
  const open = elements(is.ips).length === 0;
  const wasOpen = !isEmpty(before) && listed.length === 0;
  const reached = open ? ["is reached from every address"] : without(is.ips, listed).map(letsIn);
  return [
    ...(wasOpen ? [] : reached),
    ...turned(
      "protectedBranchesOnly",
      true,
      "lets every address to branches that are not protected",
    )(was, is),
  ];
}

function letsIn(address: Value): string {
  return `lets in ${text(address)}`;
}

function allowedIps({ settings }: Values): Values {
  const allowed = isMap(settings) ? settings.allowedIps : undefined;
  return isMap(allowed) ? allowed : {};
}

/** What is not known yet is one. */
function elements(list: Value | undefined): readonly Value[] {
  return list === undefined ? [] : isList(list) ? list : [list];
}

function without(list: Value | undefined, other: Value | undefined): readonly Value[] {
  const known = new Set(isList(other) ? other.map(canonical) : []);
  return isList(list) ? list.filter((element) => !known.has(canonical(element))) : [];
}

/** GitHub's reviewers: `teams 3001, 3002; users 7`. */
function people(reviewers: Value): string {
  if (!isMap(reviewers)) return text(reviewers);
  return Object.entries(reviewers)
    .map(([kind, ids]) => `${kind} ${text(ids)}`)
    .join("; ");
}

function urisIn(destinations: Value | undefined): string | undefined {
  return isList(destinations) ? destinations.map(uriOf).join(", ") : undefined;
}

function uriOf(destination: Value): string {
  return text(isMap(destination) ? destination.uri : destination);
}

function opening(rule: Values): string {
  const protocol = text(rule.ipProtocol ?? rule.protocol);
  const [from, to] = [text(rule.fromPort), text(rule.toPort)];
  const ports =
    protocol === "-1" || protocol === "all"
      ? "everything"
      : `${protocol} ${from === to ? from : `${from}–${to}`}`;
  const sources = [
    rule.cidrIpv4,
    rule.cidrIpv6,
    rule.prefixListId,
    rule.referencedSecurityGroupId,
    rule.cidrBlocks,
    rule.ipv6CidrBlocks,
    rule.prefixListIds,
    rule.securityGroups,
    rule.sourceSecurityGroupId,
  ].filter((source) => source !== undefined);
  return `${ports} to ${sources.map(text).join(", ")}`;
}

function text(value: Value | undefined): string {
  if (isList(value)) return value.map(text).join(", ");
  return typeof value === "string" ? value : canonical(value ?? "anything");
}

function isEmpty(inputs: Values): boolean {
  return Object.keys(inputs).length === 0;
}
