import { at, type Decision, format, type PackageMapping, stated, unheld } from "./decision";
import type { Model } from "../model";
import { zeroTrustMapping } from "./zero-trust";

const port = stated({ min: 1, max: 65535, whole: true }, "ort");
const shortName = stated(
  { min: 1, pattern: "[A-Za-z0-9_-]+" },
  "Only alphanumeric characters, hyphens",
);
const projectName = stated(
  { min: 1, pattern: "[a-z0-9][a-z0-9-]*" },
  "Must begin with a lowercase letter or digit and contain only lowercase letters, digits, and hyphens.",
);

/** Inputs of Cloudflare's resources and the types of its API, by file of the package. */
export const cloudflareMapping: PackageMapping = {
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls": {
    from: [],
    paths: {
      "configs[].certId": unheld("reference"),
      "configs[].hostname": format("host name"),
    },
  },
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate": {
    from: [],
    paths: { certificate: format("PEM certificates"), privateKey: unheld("content") },
  },
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    {
      from: [],
      paths: { certificate: format("PEM certificates"), privateKey: unheld("content") },
    },
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings": {
    from: [],
  },
  "cloudflare:index/certificatePack:CertificatePack": {
    from: ["ssl/certificate-packs/certificate-packs CertificatePackCreateParams"],
    paths: {
      hosts: stated(
        { min: 1, max: 50 },
        "may not contain more than 50 hosts, and may not be empty",
      ),
      "hosts[]": format("record name"),
    },
  },
  "cloudflare:index/dnsRecord:DnsRecord": {
    from: ["dns/records RecordCreateParams"],
    paths: {
      content: unheld("content"),
      name: format("record name"),
      ttl: stated(
        { pattern: "1|[3-9]\\d|\\d{3,4}|[1-7]\\d{4}|8[0-5]\\d{3}|86[0-3]\\d\\d|86400" },
        "Setting to 1 means 'automatic'. Value must be between 60 and 86400, with the minimum reduced to 30 for Enterprise zones.",
      ),
    },
  },
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": {
    from: ["hyperdrive/configs ConfigCreateParams"],
    paths: {
      "mtls.sslmode": stated(
        {
          oneOf: [
            "require",
            "verify-ca",
            "verify-full",
            "REQUIRED",
            "VERIFY_CA",
            "VERIFY_IDENTITY",
          ],
        },
        "PostgreSQL accepts `require`, `verify-ca`, and `verify-full`. MySQL accepts `REQUIRED`, `VERIFY_CA`, and `VERIFY_IDENTITY`.",
      ),
      name: unheld("text"),
      "origin.database": unheld("reference"),
      "origin.host": format("host name"),
      "origin.password": unheld("reference"),
      "origin.port": port,
      "origin.user": unheld("reference"),
      originConnectionLimit: unheld("number"),
    },
  },
  "cloudflare:index/loadBalancer:LoadBalancer": {
    from: ["load-balancers/load-balancers LoadBalancerCreateParams"],
    paths: {
      "defaultPools[]": unheld("reference"),
      fallbackPool: unheld("reference"),
      name: format("host name"),
    },
  },
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": {
    from: ["load-balancers/monitors/monitors MonitorCreateParams"],
    paths: {
      consecutiveDown: unheld("number"),
      consecutiveUp: unheld("number"),
      expectedCodes: stated(
        { pattern: "[1-5](\\d\\d|xx)" },
        "The expected HTTP response code or code range of the health check.",
      ),
      "header.*[]": unheld("text"),
      interval: unheld("number"),
      method: unheld("choice"),
      path: unheld("text"),
      port: port,
      probeZone: format("host name"),
      retries: unheld("number"),
      timeout: unheld("number"),
    },
  },
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": {
    from: ["load-balancers/pools/pools PoolCreateParams"],
    paths: {
      "checkRegions[]": at("load-balancers/load-balancers CheckRegion"),
      minimumOrigins: unheld("number"),
      monitor: unheld("reference"),
      name: shortName,
      "origins[].address": format("host name"),
      "origins[].name": unheld("text"),
      "origins[].weight": unheld("number"),
    },
  },
  "cloudflare:index/mtlsCertificate:MtlsCertificate": {
    from: ["mtls-certificates/mtls-certificates MTLSCertificateCreateParams"],
    paths: {
      certificates: format("PEM certificates"),
      name: unheld("text"),
    },
  },
  "cloudflare:index/notificationPolicy:NotificationPolicy": {
    from: ["alerting/policies PolicyCreateParams"],
    paths: {
      "filters.eventSources[]": unheld("choice"),
      "filters.newHealths[]": unheld("choice"),
      "mechanisms.emails[].id": format("e-mail address"),
      name: unheld("text"),
    },
  },
  "cloudflare:index/pagesDomain:PagesDomain": {
    from: ["pages/projects/domains DomainCreateParams"],
    paths: {
      name: format("host name"),
      projectName: projectName,
    },
  },
  "cloudflare:index/pagesProject:PagesProject": {
    from: ["pages/projects/projects ProjectCreateParams"],
    paths: {
      "deploymentConfigs.preview.compatibilityDate": format("date"),
      "deploymentConfigs.production.compatibilityDate": format("date"),
      name: projectName,
      productionBranch: unheld("text"),
    },
  },
  "cloudflare:index/r2Bucket:R2Bucket": {
    from: ["r2/buckets/buckets BucketCreateParams"],
    paths: {
      name: format("bucket name"),
    },
  },
  "cloudflare:index/r2BucketCors:R2BucketCors": {
    from: ["r2/buckets/cors CORSUpdateParams"],
    paths: {
      bucketName: format("bucket name"),
      "rules[].allowed.origins[]": format("origin"),
      "rules[].id": unheld("text"),
      "rules[].maxAgeSeconds": stated(
        { min: 0, max: 86400, whole: true },
        "even if the maximum value (86400) is specified",
      ),
    },
  },
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": {
    from: ["r2/buckets/lifecycle LifecycleUpdateParams"],
    paths: {
      bucketName: format("bucket name"),
      "rules[].abortMultipartUploadsTransition.condition.maxAge": unheld("number"),
      "rules[].conditions.prefix": unheld("text"),
      "rules[].id": unheld("text"),
    },
  },
  "cloudflare:index/r2BucketLock:R2BucketLock": {
    from: ["r2/buckets/locks LockUpdateParams"],
    paths: {
      bucketName: format("bucket name"),
      "rules[].condition.maxAgeSeconds": unheld("number"),
      "rules[].id": unheld("text"),
      "rules[].prefix": unheld("text"),
    },
  },
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": {
    from: ["r2/buckets/domains/managed ManagedUpdateParams"],
    paths: {
      bucketName: format("bucket name"),
    },
  },
  "cloudflare:index/ruleset:Ruleset": {
    from: ["rulesets/rulesets RulesetCreateParams"],
    paths: {
      name: unheld("text"),
      "rules[].actionParameters.id": unheld("reference"),
      "rules[].expression": unheld("expression"),
      "rules[].ratelimit.characteristics[]": unheld("expression"),
      "rules[].ratelimit.mitigationTimeout": unheld("number"),
      "rules[].ratelimit.period": unheld("number"),
      "rules[].ratelimit.requestsPerPeriod": unheld("number"),
      "rules[].ref": unheld("text"),
    },
  },
  "cloudflare:index/worker:Worker": {
    from: ["workers/beta/workers/workers WorkerCreateParams"],
    paths: {
      name: unheld("text"),
      "observability.headSamplingRate": stated(
        { min: 0, max: 1 },
        "From 0 to 1 (1 = 100%, 0.1 = 10%).",
      ),
      "observability.logs.headSamplingRate": stated(
        { min: 0, max: 1 },
        "From 0 to 1 (1 = 100%, 0.1 = 10%).",
      ),
      "tags[]": unheld("text"),
    },
  },
  "cloudflare:index/workerVersion:WorkerVersion": {
    from: ["workers/beta/workers/versions VersionCreateParams"],
    paths: {
      "annotations.workersMessage": unheld("text"),
      "annotations.workersTag": stated({ max: 100 }, "Maximum 100 bytes."),
      "bindings[].name": stated(
        { pattern: "[A-Za-z_$][A-Za-z0-9_$]*" },
        "A JavaScript variable name for the binding.",
      ),
      "bindings[].secretName": unheld("reference"),
      "bindings[].text": unheld("content"),
      compatibilityDate: format("date"),
      "limits.cpuMs": unheld("number"),
      mainModule: unheld("reference"),
      "modules[].contentFile": unheld("content"),
      "modules[].contentType": unheld("choice"),
      "modules[].name": unheld("text"),
    },
  },
  "cloudflare:index/workersDeployment:WorkersDeployment": {
    from: ["workers/scripts/deployments DeploymentCreateParams"],
    paths: {
      "annotations.workersMessage": unheld("text"),
      scriptName: unheld("reference"),
      "versions[].percentage": stated(
        { min: 0, max: 100 },
        "Percentage of traffic served by this version.",
      ),
    },
  },
  "cloudflare:index/workersRoute:WorkersRoute": {
    from: ["workers/routes RouteCreateParams"],
    paths: {
      pattern: unheld("expression"),
      script: unheld("reference"),
    },
  },
  ...zeroTrustMapping,
  "cloudflare:index/zoneDnssec:ZoneDnssec": { from: ["dns/dnssec/dnssec DNSSECEditParams"] },
  "cloudflare:index/zoneSetting:ZoneSetting": {
    from: ["zones/settings SettingEditParams"],
    paths: {
      value: unheld("choice"),
    },
  },
};

/** What follows from an input's name, wherever it stands. */
export function cloudflareByName(path: string, kind: Model["kind"]): Decision | undefined {
  if (kind !== "string" && kind !== "number") return undefined;
  const name = /[^.]*$/.exec(path)?.[0] ?? "";
  if (name === "accountId" || name === "zoneId") return format("Cloudflare id");
  if (/Ids?(?:\[\])?$/.test(name)) return unheld("reference");
  if (name === "description" || name === "comment") return unheld("text");
  return undefined;
}
