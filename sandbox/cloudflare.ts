import { uuid } from "./aws/uuid";
import type { FunctionModels, ModelRequest, ResourceModel, ResourceModels } from "./model";

/**
 * Cloudflare identifies most objects by 32 hex digits, some by a UUID, and settings by what they belong to; to those of a
 * bucket, which have no id, Pulumi's provider gives that of the account.
 */
const identified: ResourceModel = ({ hex }) => ({ id: hex(32) });
const identifiedByUuid: ResourceModel = ({ hex }) => ({ id: uuid(hex(32)) });
const identifiedBy =
  (key: string): ResourceModel =>
  (request) => ({ id: text(request, key) });

export const resourceModels: ResourceModels = {
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls": (request) => {
    const [config] = request.inputs.configs as readonly { readonly hostname: string }[];
    return { id: String(config?.hostname), outputs: { hostname: config?.hostname } };
  },
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate": ({
    hex,
  }) => ({ id: hex(32), outputs: { certificateId: hex(32), status: "pending_deployment" } }),
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    ({ hex }) => ({ id: hex(32), outputs: { status: "pending_deployment" } }),
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings":
    identifiedBy("zoneId"),
  "cloudflare:index/certificatePack:CertificatePack": (request) => ({
    id: uuid(request.hex(32)),
    outputs: { status: "initializing", primaryCertificate: request.hex(32, "certificate") },
  }),
  "cloudflare:index/dnsRecord:DnsRecord": ({ hex, inputs }) => ({
    id: hex(32),
    outputs: { proxiable: ["A", "AAAA", "CNAME"].includes(String(inputs.type)) },
  }),
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": identified,
  "cloudflare:index/loadBalancer:LoadBalancer": identified,
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": identified,
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": identified,
  "cloudflare:index/mtlsCertificate:MtlsCertificate": identifiedByUuid,
  "cloudflare:index/notificationPolicy:NotificationPolicy": identifiedByUuid,
  "cloudflare:index/pagesDomain:PagesDomain": (request) => ({
    id: text(request, "name"),
    outputs: { domainId: uuid(request.hex(32)), status: "initializing" },
  }),
  "cloudflare:index/pagesProject:PagesProject": (request) => {
    const subdomain = `${text(request, "name")}.pages.dev`;
    return { id: text(request, "name"), outputs: { subdomain, domains: [subdomain] } };
  },
  "cloudflare:index/r2Bucket:R2Bucket": (request) => ({
    id: text(request, "name"),
    outputs: { jurisdiction: "default", storageClass: "Standard", ...request.inputs },
  }),
  "cloudflare:index/r2BucketCors:R2BucketCors": identifiedBy("accountId"),
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": identifiedBy("accountId"),
  "cloudflare:index/r2BucketLock:R2BucketLock": identifiedBy("accountId"),
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": (request) => ({
    id: text(request, "accountId"),
    outputs: {
      bucketId: request.hex(32, "bucket"),
      domain: `pub-${request.hex(32, "domain")}.r2.dev`,
    },
  }),
  "cloudflare:index/ruleset:Ruleset": ({ hex }) => ({ id: hex(32), outputs: { version: "1" } }),
  "cloudflare:index/secretsStore:SecretsStore": identified,
  "cloudflare:index/worker:Worker": identified,
  "cloudflare:index/workerVersion:WorkerVersion": (request) => ({
    id: uuid(request.hex(32)),
    outputs: { number: 1, source: "api", startupTimeMs: 1 },
  }),
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": identifiedBy("scriptName"),
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": (request) => ({
    id: request.hex(32),
    outputs: { certId: uuid(request.hex(32, "certificate")) },
  }),
  "cloudflare:index/workersDeployment:WorkersDeployment": (request) => ({
    id: uuid(request.hex(32)),
    outputs: { source: "api" },
  }),
  "cloudflare:index/workersRoute:WorkersRoute": identified,
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication": (request) => ({
    id: uuid(request.hex(32)),
    outputs: { aud: request.hex(64, "audience") },
  }),
  "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup": identifiedByUuid,
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": identifiedByUuid,
  "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule": identifiedByUuid,
  "cloudflare:index/zeroTrustList:ZeroTrustList": identifiedByUuid,
  "cloudflare:index/zoneDnssec:ZoneDnssec": (request) => ({
    id: text(request, "zoneId"),
    outputs: { algorithm: "13", digestType: "2", flags: 257 },
  }),
  "cloudflare:index/zoneSetting:ZoneSetting": (request) => ({
    id: text(request, "settingId"),
    outputs: { editable: true },
  }),
};

/** The addresses that Cloudflare publishes for origins to allow (cloudflare.com/ips). */
const publishedRanges = {
  ipv4Cidrs: [
    "103.21.244.0/22",
    "103.22.200.0/22",
    "103.31.4.0/22",
    "104.16.0.0/13",
    "104.24.0.0/14",
    "108.162.192.0/18",
    "131.0.72.0/22",
    "141.101.64.0/18",
    "162.158.0.0/15",
    "172.64.0.0/13",
    "173.245.48.0/20",
    "188.114.96.0/20",
    "190.93.240.0/20",
    "197.234.240.0/22",
    "198.41.128.0/17",
  ],
  ipv6Cidrs: [
    "2400:cb00::/32",
    "2405:8100::/32",
    "2405:b500::/32",
    "2606:4700::/32",
    "2803:f800::/32",
    "2a06:98c0::/29",
    "2c0f:f248::/32",
  ],
};

export const functionModels: FunctionModels = {
  "cloudflare:index/getIpRanges:getIpRanges": () => ({
    ...publishedRanges,
    etag: "38f79d050aa027e3be3865e495dcc9bc",
    jdcloudCidrs: [],
  }),
};

/** An identifier made of an input, which Cloudflare itself would refuse to miss. */
function text(request: ModelRequest, key: string): string {
  const value = request.inputs[key];
  if (typeof value !== "string" || value === "") {
    throw new Error(`${request.type} "${request.name}" needs ${key}`);
  }
  return value;
}
