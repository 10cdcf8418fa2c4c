import { isLeft, isReadBack } from "../cloud/service-rules";
import type { ModelValues } from "../model";
import type { AskedOf } from "./asked";
import type { Tenancies } from "../../blueprint/tenancies";
import { foreignTo } from "./reach";

/** Permission groups of an API token, by what they are granted on; each stands for reading or for editing. */
export interface CloudflareToken {
  readonly read: readonly string[];
  readonly edit: readonly string[];
}

/** Without a token, what Cloudflare publishes is all that it answers. */
export type CloudflareIdentity = "administrator" | CloudflareToken | "no token";

/**
 * The tokens that docs/runbooks/bootstrap.md has people make; a test holds its table to this. Names are those that
 * `GET /user/tokens/permission_groups` lists, without the Read or Write at their end.
 */
export const bootstrapToken = {
  account: [
    "Access: Apps and Policies",
    "Account: SSL and Certificates",
    "Hyperdrive",
    "Notifications",
    "Pages",
    "Workers Observability",
    "Workers R2 Storage",
    "Workers Scripts",
    "Zero Trust",
  ],
  zone: ["DNS", "SSL and Certificates", "Workers Routes", "Zone Settings", "Zone WAF"],
  /** Where traffic fails over to another region. */
  failover: ["Load Balancers", "Load Balancing: Monitors and Pools"],
  read: ["Account Analytics", "Secrets Store"],
} as const;

/** @param failsOver - whether traffic goes to another region when one is lost. */
export function deployToken(failsOver: boolean): CloudflareToken {
  const { account, zone, failover, read } = bootstrapToken;
  return { read, edit: [...account, ...zone, ...(failsOver ? failover : [])] };
}

/** The group that a call takes, to read or to edit, and those that it only reads besides. */
interface Needs {
  readonly group: string;
  readonly reads?: readonly string[];
}

type Row = string | ((values: ModelValues) => Needs);

/** Cloudflare keeps rulesets of several products, and grants each by itself. */
const groupsByPhase: Readonly<Record<string, string>> = {
  http_ratelimit: "Zone WAF",
  http_request_firewall_custom: "Zone WAF",
  http_request_firewall_managed: "Zone WAF",
};

const accessGroups = "Access: Organizations, Identity Providers, and Groups";

/**
 * What each type and each function asks of a token. A new type is a row here, with the group that the documentation of its
 * API names ("Accepted Permissions", which the SDK repeats for most; a test holds the two together). Which groups the
 * others take stands in Cloudflare's list of API token permissions: certificates of an account, R2's settings of a bucket,
 * rulesets by their phase, Access.
 */
export const cloudflareCalls: Readonly<Record<string, Row>> = {
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls": "SSL and Certificates",
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate":
    "SSL and Certificates",
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    "SSL and Certificates",
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings":
    "SSL and Certificates",
  "cloudflare:index/certificatePack:CertificatePack": "SSL and Certificates",
  "cloudflare:index/dnsRecord:DnsRecord": "DNS",
  "cloudflare:index/getAuthenticatedOriginPullsCertificate:getAuthenticatedOriginPullsCertificate":
    "SSL and Certificates",
  "cloudflare:index/getAuthenticatedOriginPullsCertificates:getAuthenticatedOriginPullsCertificates":
    "SSL and Certificates",
  "cloudflare:index/getAuthenticatedOriginPullsHostnameCertificate:getAuthenticatedOriginPullsHostnameCertificate":
    "SSL and Certificates",
  "cloudflare:index/getAuthenticatedOriginPullsHostnameCertificates:getAuthenticatedOriginPullsHostnameCertificates":
    "SSL and Certificates",
  "cloudflare:index/getCertificatePacks:getCertificatePacks": "SSL and Certificates",
  "cloudflare:index/getDnsRecords:getDnsRecords": "DNS",
  "cloudflare:index/getHyperdriveConfigs:getHyperdriveConfigs": "Hyperdrive",
  "cloudflare:index/getLoadBalancerMonitors:getLoadBalancerMonitors":
    "Load Balancing: Monitors and Pools",
  "cloudflare:index/getLoadBalancerPools:getLoadBalancerPools":
    "Load Balancing: Monitors and Pools",
  "cloudflare:index/getLoadBalancers:getLoadBalancers": "Load Balancers",
  "cloudflare:index/getMtlsCertificates:getMtlsCertificates": "Account: SSL and Certificates",
  "cloudflare:index/getNotificationPolicies:getNotificationPolicies": "Notifications",
  "cloudflare:index/getRulesets:getRulesets": "Zone WAF",
  "cloudflare:index/getSecretsStores:getSecretsStores": "Secrets Store",
  "cloudflare:index/getWorkerVersions:getWorkerVersions": "Workers Scripts",
  "cloudflare:index/getWorkers:getWorkers": "Workers Scripts",
  "cloudflare:index/getWorkersCustomDomains:getWorkersCustomDomains": "Workers Scripts",
  "cloudflare:index/getWorkersDeployments:getWorkersDeployments": "Workers Scripts",
  "cloudflare:index/getWorkersRoutes:getWorkersRoutes": "Workers Routes",
  "cloudflare:index/getZeroTrustAccessApplications:getZeroTrustAccessApplications":
    "Access: Apps and Policies",
  "cloudflare:index/getZeroTrustAccessGroups:getZeroTrustAccessGroups": accessGroups,
  "cloudflare:index/getZeroTrustAccessPolicies:getZeroTrustAccessPolicies":
    "Access: Apps and Policies",
  "cloudflare:index/getZeroTrustDevicePostureRules:getZeroTrustDevicePostureRules": "Zero Trust",
  "cloudflare:index/getZeroTrustLists:getZeroTrustLists": "Zero Trust",
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": "Hyperdrive",
  "cloudflare:index/loadBalancer:LoadBalancer": "Load Balancers",
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": "Load Balancing: Monitors and Pools",
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": "Load Balancing: Monitors and Pools",
  "cloudflare:index/mtlsCertificate:MtlsCertificate": "Account: SSL and Certificates",
  "cloudflare:index/notificationPolicy:NotificationPolicy": "Notifications",
  "cloudflare:index/pagesDomain:PagesDomain": "Pages",
  "cloudflare:index/pagesProject:PagesProject": "Pages",
  "cloudflare:index/r2Bucket:R2Bucket": "Workers R2 Storage",
  "cloudflare:index/r2BucketCors:R2BucketCors": "Workers R2 Storage",
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": "Workers R2 Storage",
  "cloudflare:index/r2BucketLock:R2BucketLock": "Workers R2 Storage",
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": "Workers R2 Storage",
  "cloudflare:index/ruleset:Ruleset": ({ phase }) => {
    // An import says an id alone.
    const group = typeof phase === "string" ? groupsByPhase[phase] : "Zone WAF";
    if (group !== undefined) return { group };
    throw new Error(
      `sandbox/identities/cloudflare.ts has no group for the phase ${JSON.stringify(phase)}`,
    );
  },
  "cloudflare:index/secretsStore:SecretsStore": "Secrets Store",
  "cloudflare:index/worker:Worker": "Workers Scripts",
  "cloudflare:index/workerVersion:WorkerVersion": ({ bindings = [] }) => ({
    group: "Workers Scripts",
    // Who binds a secret has to see that it is there (Secrets Store, "Access control").
    reads: (bindings as readonly { readonly type?: string }[]).some(
      ({ type }) => type === "secrets_store_secret",
    )
      ? ["Secrets Store"]
      : [],
  }),
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": "Workers Scripts",
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": "Workers Scripts",
  "cloudflare:index/workersDeployment:WorkersDeployment": "Workers Scripts",
  "cloudflare:index/workersRoute:WorkersRoute": "Workers Routes",
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication":
    "Access: Apps and Policies",
  "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup": accessGroups,
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": "Access: Apps and Policies",
  "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule": "Zero Trust",
  "cloudflare:index/zeroTrustList:ZeroTrustList": "Zero Trust",
  "cloudflare:index/zoneDnssec:ZoneDnssec": "DNS",
  "cloudflare:index/zoneSetting:ZoneSetting": "Zone Settings",
};

/** What is asked of the API without the provider, by path: see operations/drift/r2-domains.ts. */
export const cloudflareRequests: Readonly<Record<string, string>> = {
  "accounts/*/pages/projects/*": "Pages",
  "accounts/*/r2/buckets/*/domains/managed": "Workers R2 Storage",
  "accounts/*/workers/observability/telemetry/query": "Workers Observability",
  graphql: "Account Analytics",
};

/** Whoever asks gets these. */
const published: ReadonlySet<string> = new Set(["cloudflare:index/getIpRanges:getIpRanges"]);

/** Groups that a call takes and the token lacks, as Cloudflare names them: `DNS Write`. */
export function lackingGroups(
  token: CloudflareToken | "administrator",
  { operation, type, values }: AskedOf,
): readonly string[] {
  if (published.has(type) || asksNothing(operation, type)) return [];
  const row = cloudflareCalls[type];
  if (row === undefined) throw new Error(`sandbox/identities/cloudflare.ts has no ${type}`);
  const { group, reads = [] } = typeof row === "string" ? { group: row } : row(values);
  if (token === "administrator") return [];
  const { edit, read } = token;
  return [
    ...(operation === "read" || edit.includes(group) ? [] : [`${group} Write`]),
    ...(operation === "read" ? [group, ...reads] : reads)
      .filter((each) => !read.includes(each) && !edit.includes(each))
      .map((each) => `${each} Read`),
  ];
}

/** What Cloudflare says to each thing that the token may not; none where it does all that is asked. */
export function cloudflareRefusals(
  token: CloudflareIdentity,
  tenancies: Tenancies,
  asked: AskedOf,
): readonly string[] {
  if (published.has(asked.type) || asksNothing(asked.operation, asked.type)) return [];
  if (token === "no token") {
    return [
      said(400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers", "no token"),
    ];
  }
  const foreign = foreignTo(tenancies, asked);
  if (foreign !== undefined) {
    return [said(403, 9109, "Unauthorized to access requested resource", foreign)];
  }
  return lackingGroups(token, asked).map((group) =>
    said(403, 10_000, "Authentication error", `the token lacks ${group}`),
  );
}

/** The provider remembers it, or forgets it, without a word to Cloudflare. */
function asksNothing(operation: AskedOf["operation"], type: string): boolean {
  return operation === "read" ? !isReadBack(type) : operation === "delete" && isLeft(type);
}

/** In Cloudflare's own words, which do not tell why. */
function said(status: number, code: number, message: string, because: string): string {
  const body = { success: false, errors: [{ code, message }], messages: [], result: null };
  const title = status === 400 ? "Bad Request" : "Forbidden";
  return `${String(status)} ${title} ${JSON.stringify(body)} (${because})`;
}
