import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../../providers/server/provider";
import type { ListedObject, Lookup, Lookups } from "./lookup";

/** The objects of a type that have the arguments' values as their own, which a list's paging has nothing to do with. */
function list(type: string): Lookup {
  return (args, objects) => ({ ...args, results: matching(objects(type), args).map(listed) });
}

function matching(
  objects: readonly ListedObject[],
  args: Readonly<Record<string, unknown>>,
): readonly ListedObject[] {
  return objects.filter(({ properties }) =>
    Object.entries(args).every(([key, value]) => isDeepStrictEqual(properties[key], value)),
  );
}

function listed({ id, properties }: ListedObject): Readonly<Record<string, unknown>> {
  return { ...properties, id };
}

const [zoneCertificate, hostCertificate] = ["", "Hostname"].map(
  (of) =>
    `cloudflare:index/authenticatedOriginPulls${of}Certificate:AuthenticatedOriginPulls${of}Certificate`,
) as [string, string];

/** A client certificate that has been in use for long. */
function presented(type: string): Lookup {
  return (args, objects) => {
    const found = objects(type).find(({ id }) => id === args.certificateId);
    if (found === undefined) {
      throw new Refusal("not found", `certificate ${String(args.certificateId)} is not there`);
    }
    return { ...listed(found), status: "active", uploadedOn: "2026-01-01T00:00:00Z" };
  };
}

export const lookups: Lookups = {
  "cloudflare:index/getAuthenticatedOriginPullsCertificate:getAuthenticatedOriginPullsCertificate":
    presented(zoneCertificate),
  "cloudflare:index/getAuthenticatedOriginPullsCertificates:getAuthenticatedOriginPullsCertificates":
    list(zoneCertificate),
  "cloudflare:index/getAuthenticatedOriginPullsHostnameCertificate:getAuthenticatedOriginPullsHostnameCertificate":
    presented(hostCertificate),
  "cloudflare:index/getAuthenticatedOriginPullsHostnameCertificates:getAuthenticatedOriginPullsHostnameCertificates":
    list(hostCertificate),
  "cloudflare:index/getCertificatePacks:getCertificatePacks": list(
    "cloudflare:index/certificatePack:CertificatePack",
  ),
  "cloudflare:index/getDnsRecords:getDnsRecords": list("cloudflare:index/dnsRecord:DnsRecord"),
  "cloudflare:index/getHyperdriveConfigs:getHyperdriveConfigs": list(
    "cloudflare:index/hyperdriveConfig:HyperdriveConfig",
  ),
  "cloudflare:index/getLoadBalancers:getLoadBalancers": list(
    "cloudflare:index/loadBalancer:LoadBalancer",
  ),
  "cloudflare:index/getLoadBalancerMonitors:getLoadBalancerMonitors": list(
    "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
  ),
  "cloudflare:index/getLoadBalancerPools:getLoadBalancerPools": list(
    "cloudflare:index/loadBalancerPool:LoadBalancerPool",
  ),
  "cloudflare:index/getMtlsCertificates:getMtlsCertificates": list(
    "cloudflare:index/mtlsCertificate:MtlsCertificate",
  ),
  "cloudflare:index/getNotificationPolicies:getNotificationPolicies": list(
    "cloudflare:index/notificationPolicy:NotificationPolicy",
  ),
  "cloudflare:index/getRulesets:getRulesets": list("cloudflare:index/ruleset:Ruleset"),
  "cloudflare:index/getSecretsStores:getSecretsStores": list(
    "cloudflare:index/secretsStore:SecretsStore",
  ),
  "cloudflare:index/getWorkers:getWorkers": list("cloudflare:index/worker:Worker"),
  "cloudflare:index/getWorkerVersions:getWorkerVersions": (args, objects) => ({
    ...args,
    results: newestFirst(matching(objects("cloudflare:index/workerVersion:WorkerVersion"), args)),
  }),
  "cloudflare:index/getWorkersDeployments:getWorkersDeployments": (args, objects) => ({
    ...args,
    results: [
      {
        deployments: newestFirst(
          matching(objects("cloudflare:index/workersDeployment:WorkersDeployment"), args),
        ),
      },
    ],
  }),
  "cloudflare:index/getWorkersRoutes:getWorkersRoutes": list(
    "cloudflare:index/workersRoute:WorkersRoute",
  ),
  "cloudflare:index/getWorkersCustomDomains:getWorkersCustomDomains": list(
    "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  ),
  "cloudflare:index/getZeroTrustAccessApplications:getZeroTrustAccessApplications": list(
    "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
  ),
  "cloudflare:index/getZeroTrustAccessGroups:getZeroTrustAccessGroups": list(
    "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup",
  ),
  "cloudflare:index/getZeroTrustAccessPolicies:getZeroTrustAccessPolicies": list(
    "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
  ),
  "cloudflare:index/getZeroTrustDevicePostureRules:getZeroTrustDevicePostureRules": list(
    "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule",
  ),
  "cloudflare:index/getZeroTrustLists:getZeroTrustLists": list(
    "cloudflare:index/zeroTrustList:ZeroTrustList",
  ),
};

/** What is made one after the other, a second apart, the newest first. */
function newestFirst(
  objects: readonly ListedObject[],
): readonly Readonly<Record<string, unknown>>[] {
  return objects
    .map((object, index) => ({
      ...listed(object),
      createdOn: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
    }))
    .reverse();
}
