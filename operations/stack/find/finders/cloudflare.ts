import { isDeepStrictEqual } from "node:util";
import { type Finder, type Finders, named, textOf, type Values } from "../finder";

interface Listed {
  /** Name of the provider function. */
  readonly by: string;
  /** The input that says where to look: an account or a zone; further ones name the object that it belongs to. */
  readonly in: readonly [place: "accountId" | "zoneId", ...rest: string[]];
  /** Inputs that tell it from all others there, or which it is. */
  readonly alike: readonly string[] | ((object: Values, inputs: Values) => boolean);
  /** What stands before the place in the import id. */
  readonly prefix?: string;
  /** Former ones stay: only the newest can be what the interrupted creation made. Default: false. */
  readonly newestOnly?: boolean;
}

/** Cloudflare chose the id, and lists what is there. */
function listed({ by, in: places, alike, prefix, newestOnly = false }: Listed): Finder {
  const isAlike =
    typeof alike === "function"
      ? alike
      : (object: Values, inputs: Values) =>
          alike.every((key) => isDeepStrictEqual(object[key], inputs[key]));
  return {
    kind: "listed",
    token: `cloudflare:index/${by}:${by}`,
    args: (resource) => Object.fromEntries(places.map((key) => [key, textOf(resource, key)])),
    importIds: (answer, resource) => {
      const path = places.map((key) => textOf(resource, key));
      const objects = newestOnly ? newestOf(objectsIn(answer)) : objectsIn(answer);
      return objects
        .filter((object) => isAlike(object, resource.inputs))
        .map(({ id }) =>
          [...(prefix === undefined ? [] : [prefix]), ...path, String(id)].join("/"),
        );
    },
  };
}

/** Deployments come as one list inside the only result. */
function objectsIn({ results = [] }: Values): readonly Values[] {
  return (results as readonly Values[]).flatMap((result) =>
    Array.isArray(result.deployments) ? (result.deployments as readonly Values[]) : [result],
  );
}

function newestOf(objects: readonly Values[]): readonly Values[] {
  const timeOf = ({ createdOn }: Values) => (typeof createdOn === "string" ? createdOn : "");
  return [...objects].sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1)).slice(0, 1);
}

function sameSet(one: unknown, other: unknown): boolean {
  const sorted = (list: unknown) => (Array.isArray(list) ? [...(list as string[])].sort() : []);
  return isDeepStrictEqual(sorted(one), sorted(other));
}

/** Cloudflare may leave out the last line's end. */
function sameCertificate(one: Values, other: Values): boolean {
  return String(one.certificate).trim() === String(other.certificate).trim();
}

function setting(because: string): Finder {
  return { kind: "repeatable", because };
}

const bucketSetting = setting("a bucket has one such setting, which is written over");

export const cloudflareFinders: Finders = {
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls": setting(
    "a host name has one certificate, which is written over",
  ),
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate":
    listed({
      by: "getAuthenticatedOriginPullsCertificates",
      in: ["zoneId"],
      alike: sameCertificate,
    }),
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    listed({
      by: "getAuthenticatedOriginPullsHostnameCertificates",
      in: ["zoneId"],
      alike: sameCertificate,
    }),
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings": setting(
    "a zone has one such setting, which is written over",
  ),
  "cloudflare:index/certificatePack:CertificatePack": listed({
    by: "getCertificatePacks",
    in: ["zoneId"],
    alike: (pack, inputs) => pack.type === inputs.type && sameSet(pack.hosts, inputs.hosts),
  }),
  "cloudflare:index/dnsRecord:DnsRecord": listed({
    by: "getDnsRecords",
    in: ["zoneId"],
    alike: ["name", "type", "content"],
  }),
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": listed({
    by: "getHyperdriveConfigs",
    in: ["accountId"],
    alike: ["name"],
  }),
  "cloudflare:index/loadBalancer:LoadBalancer": listed({
    by: "getLoadBalancers",
    in: ["zoneId"],
    alike: ["name"],
  }),
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": listed({
    by: "getLoadBalancerMonitors",
    in: ["accountId"],
    alike: ["description", "type", "path"],
  }),
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": listed({
    by: "getLoadBalancerPools",
    in: ["accountId"],
    alike: ["name"],
  }),
  "cloudflare:index/mtlsCertificate:MtlsCertificate": listed({
    by: "getMtlsCertificates",
    in: ["accountId"],
    alike: ["name", "ca"],
  }),
  "cloudflare:index/notificationPolicy:NotificationPolicy": listed({
    by: "getNotificationPolicies",
    in: ["accountId"],
    alike: ["name", "alertType"],
  }),
  "cloudflare:index/pagesDomain:PagesDomain": named("{accountId}/{projectName}/{name}"),
  "cloudflare:index/pagesProject:PagesProject": named("{accountId}/{name}"),
  "cloudflare:index/r2Bucket:R2Bucket": {
    kind: "named",
    importId: (resource) => {
      const { jurisdiction = "default" } = resource.inputs;
      return `${textOf(resource, "accountId")}/${textOf(resource, "name")}/${String(jurisdiction)}`;
    },
  },
  "cloudflare:index/r2BucketCors:R2BucketCors": bucketSetting,
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": bucketSetting,
  "cloudflare:index/r2BucketLock:R2BucketLock": bucketSetting,
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": bucketSetting,
  "cloudflare:index/ruleset:Ruleset": listed({
    by: "getRulesets",
    in: ["zoneId"],
    alike: ["kind", "phase"],
    prefix: "zones",
  }),
  "cloudflare:index/secretsStore:SecretsStore": listed({
    by: "getSecretsStores",
    in: ["accountId"],
    alike: ["name"],
  }),
  "cloudflare:index/worker:Worker": listed({
    by: "getWorkers",
    in: ["accountId"],
    alike: ["name"],
  }),
  "cloudflare:index/workerVersion:WorkerVersion": listed({
    by: "getWorkerVersions",
    in: ["accountId", "workerId"],
    // The message holds the digest of the bundle; versions of one bundle differ in their bindings.
    alike: ({ annotations }, inputs) => sameMessage(annotations, inputs.annotations),
    newestOnly: true,
  }),
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": named("{accountId}/{scriptName}"),
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": listed({
    by: "getWorkersCustomDomains",
    in: ["accountId"],
    alike: ["hostname", "service"],
  }),
  "cloudflare:index/workersDeployment:WorkersDeployment": listed({
    by: "getWorkersDeployments",
    in: ["accountId", "scriptName"],
    alike: ({ versions }, inputs) => sameSplit(versions, inputs.versions),
    newestOnly: true,
  }),
  "cloudflare:index/workersRoute:WorkersRoute": listed({
    by: "getWorkersRoutes",
    in: ["zoneId"],
    alike: ["pattern"],
  }),
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication": listed({
    by: "getZeroTrustAccessApplications",
    in: ["accountId"],
    alike: ["name", "domain"],
    prefix: "accounts",
  }),
  "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup": listed({
    by: "getZeroTrustAccessGroups",
    in: ["accountId"],
    alike: ["name"],
    prefix: "accounts",
  }),
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": listed({
    by: "getZeroTrustAccessPolicies",
    in: ["accountId"],
    alike: ["name"],
  }),
  "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule": listed({
    by: "getZeroTrustDevicePostureRules",
    in: ["accountId"],
    alike: ["name", "type"],
  }),
  "cloudflare:index/zeroTrustList:ZeroTrustList": listed({
    by: "getZeroTrustLists",
    in: ["accountId"],
    alike: ["name", "type"],
  }),
  "cloudflare:index/zoneDnssec:ZoneDnssec": named("{zoneId}"),
  "cloudflare:index/zoneSetting:ZoneSetting": named("{zoneId}/{settingId}"),
};

function sameMessage(one: unknown, other: unknown): boolean {
  const messageOf = (annotations: unknown) =>
    (annotations as { readonly workersMessage?: string } | undefined)?.workersMessage;
  return messageOf(one) !== undefined && messageOf(one) === messageOf(other);
}

/** The same versions at the same percentages. */
function sameSplit(one: unknown, other: unknown): boolean {
  const partsOf = (versions: unknown) =>
    (versions as readonly Values[]).map(
      ({ versionId, percentage }) => `${String(versionId)} ${String(percentage)}`,
    );
  return sameSet(partsOf(one), partsOf(other));
}
