import { isText } from "../read";
import {
  atLeast,
  between,
  type Cards,
  type Described,
  compared,
  noSecret,
  ofTheProduct,
  ownHost,
  ownIssuer,
  success,
  told,
} from "./card";
import { atNeon, neonsAuthority } from "./neon-origin";

const ownOrigin: Described = {
  text: "https:// and a host of the environment's",
  has: (value, { environment: { hosts } }) => {
    const host = /^https:\/\/([a-z0-9.-]+)$/.exec(String(value))?.[1] ?? "";
    return hosts.some((own) => host === own || host.endsWith(`.${own}`));
  },
};

const closed: Described = {
  text: "false in staging and production",
  has: (value, { tier }) =>
    value === false || (value === true && tier !== "staging" && tier !== "production"),
};

const late = "visitors would be sent to a region that fails";

const lockSeconds = atLeast({
  ...{ preview: 86_400, dev: 86_400, shared: 86_400 },
  ...{ staging: 7 * 86_400, production: 30 * 86_400 },
});

/** A store's names have neither hyphens nor slashes. */
const ofItsStore: Described = {
  text: "a name that begins with the environment's own",
  has: (value, { environment: { names } }) =>
    names.some((name) => String(value).startsWith(`${name.replaceAll(/[-/]/g, "_")}_`)),
};

const agreed: Described = {
  text: "main in production",
  has: (value, { tier }) => (tier === "production" ? value === "main" : isText(value)),
};

const long: Described = {
  text: "16 letters and more",
  has: (value) => typeof value === "string" && value.length >= 16,
};

const version: Described = {
  text: "a version",
  has: (value) => /^\d+\.\d+\.\d+/.test(String(value)),
};

const digest: Described = {
  text: "its build's sha256",
  has: (value) => /^sha256:[0-9a-f]{64}$/.test(String(value)),
};

/** The edge. */
export const cloudflareCards: Cards = {
  "cloudflare:index/certificatePack:CertificatePack": {
    judged: "zoneId hosts",
    only: [
      ["type", "advanced", "Cloudflare orders no other"],
      ["certificateAuthority", ["google", "lets_encrypt", "ssl_com"], "Cloudflare knows no other"],
      ["validationMethod", "txt", "a mail is answered by who reads it"],
    ],
    sized: "validityDays",
  },
  "cloudflare:index/dnsRecord:DnsRecord": {
    judged: "content name proxied type zoneId",
    only: [["ttl", between(1, 300), "traffic would not follow a switch (REL-1)"]],
    called: "comment",
  },
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": {
    judged: "accountId",
    own: "mtls { caCertificateId } origin { host password }",
    must: [
      ["mtls.sslmode", "verify-full", "a database that is not verified may be anybody's"],
      ["origin.scheme", ["postgres", "postgresql"], "it is the database's protocol"],
      ["origin.user", "app", "a Worker has no need of another role's rights"],
    ],
    only: [
      ["origin.host", atNeon, "another vendor's database is judged by nobody"],
      ["origin.password", long, "a short one can be guessed"],
      ["origin.port", 5432, "nobody answers at another"],
      ["origin.database", ofTheProduct, "it is not the product's"],
      ["caching.disabled", true, "a session would not read its own writes"],
      ["originConnectionLimit", between(5, 100), "the database admits about a hundred"],
    ],
    called: "name",
  },
  "cloudflare:index/loadBalancer:LoadBalancer": {
    judged: "defaultPools fallbackPool name zoneId",
    must: [["proxied", true, "visitors would come past the edge"]],
    only: [
      ["enabled", true, "its host would answer nobody"],
      ["sessionAffinity", ["none", "cookie", "ip_cookie", "header"], "Cloudflare knows no other"],
      ["steeringPolicy", "off", "another sends visitors to the recovery region on good days"],
      ["adaptiveRouting.failoverAcrossPools", true, "a region that fails would keep its visitors"],
    ],
    called: "description",
  },
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": {
    judged: "accountId path header { Host }",
    must: [
      ["type", "https", "anybody on the way could answer"],
      ["method", "GET", "another one changes something"],
      ["port", 443, "nobody listens on another"],
      ["probeZone", ownHost, "load balancers refuse who brings no certificate of the zone's"],
      ["allowInsecure", false, "anybody on the way could answer"],
      ["followRedirects", false, "another host would answer"],
      ["expectedCodes", success, "an error would count as health"],
    ],
    only: [
      ["consecutiveDown", between(1, 5), late],
      ["interval", between(5, 300), late],
      ["retries", between(0, 5), late],
      ["timeout", between(1, 10), late],
    ],
    called: "description",
    sized: "consecutiveUp",
  },
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": {
    judged: "accountId",
    own: "monitor origins { address }",
    must: [["origins.enabled", true, "a region that is switched off takes nobody over"]],
    only: [
      ["enabled", true, "a region that is switched off takes nobody over"],
      ["origins.weight", between(0.01, 1), "nobody would be sent there"],
      ["minimumOrigins", 1, "a region has one way in: with none it is ill, with one it is well"],
    ],
    called: "description name origins { name }",
    sized: "checkRegions",
  },
  "cloudflare:index/mtlsCertificate:MtlsCertificate": {
    judged: "accountId",
    must: [
      ["ca", true, "whoever holds a leaf's key is one server, not who vouches for them"],
      ["certificates", neonsAuthority, "a stranger would say who the database is"],
    ],
    called: "name",
  },
  "cloudflare:index/notificationPolicy:NotificationPolicy": {
    judged: "accountId",
    own: "filters { poolIds }",
    must: [
      ["enabled", true, "nobody hears of it"],
      [
        "alertType",
        ["load_balancing_health_alert", "zone_aop_custom_certificate_expiration_type"],
        "it tells of something else",
      ],
      ["mechanisms.emails.id", told, "nobody hears of it"],
    ],
    only: [["filters.newHealths", ["Healthy", "Unhealthy"], "Cloudflare knows no other"]],
    called: "name description filters { eventSources }",
  },
  "cloudflare:index/pagesDomain:PagesDomain": { judged: "accountId name", own: "projectName" },
  "cloudflare:index/pagesProject:PagesProject": {
    judged: "accountId",
    only: [
      ["deploymentConfigs.preview.failOpen", false, "what guards the site would be left out"],
      ["deploymentConfigs.production.failOpen", false, "what guards the site would be left out"],
    ],
    must: [["productionBranch", agreed, "what nobody agreed to would be served"]],
    called: "name",
    sized: "deploymentConfigs { preview { compatibilityDate } production { compatibilityDate } }",
    free: { [noSecret]: "deploymentConfigs { preview { envVars } production { envVars } }" },
  },
  "cloudflare:index/r2Bucket:R2Bucket": {
    holds: "data",
    judged: "accountId",
    sized: "location storageClass jurisdiction",
    free: { [compared]: "name" },
  },
  "cloudflare:index/r2BucketCors:R2BucketCors": {
    judged: "accountId",
    own: "bucketName",
    must: [
      ["rules.allowed.origins", ownOrigin, "any site could read what a visitor may"],
      ["rules.allowed.methods", ["GET", "HEAD"], "a page writes by its service"],
    ],
    called: "rules { id }",
    sized: "rules { maxAgeSeconds }",
  },
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": {
    judged: "accountId",
    own: "bucketName",
    free: {
      "it takes away uploads that nobody ended":
        "rules { abortMultipartUploadsTransition conditions { prefix } enabled id }",
    },
  },
  "cloudflare:index/r2BucketLock:R2BucketLock": {
    judged: "accountId rules { enabled prefix }",
    own: "bucketName",
    must: [["rules.condition.type", ["Age", "Indefinite"], "a date passes"]],
    only: [["rules.condition.maxAgeSeconds", lockSeconds, "it could be deleted sooner (PRC-12)"]],
    called: "rules { id }",
  },
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": {
    judged: "accountId",
    own: "bucketName",
    must: [["enabled", false, "the bucket would be everybody's under r2.dev"]],
  },
  "cloudflare:index/ruleset:Ruleset": {
    judged: `phase zoneId rules { action enabled expression
      actionParameters { overrides phases products rules ruleset rulesets }
      ratelimit { characteristics countingExpression mitigationTimeout period requestsPerPeriod } }`,
    must: [
      ["kind", "zone", "another kind holds for other zones too"],
      [
        "phase",
        ["http_request_firewall_custom", "http_ratelimit", "http_request_firewall_managed"],
        "what another phase does is read by no rule",
      ],
      ["rules.action", ["execute", "block", "managed_challenge", "skip"], "others only look on"],
    ],
    only: [
      [
        "rules.actionParameters.id",
        ["efb7b8c949ac4650a09736fc376e9aee", "4814384a9e5d4991b9815dcfc25d2f1f"],
        "these are Cloudflare's managed rules",
      ],
      ["rules.ratelimit.requestsPerPeriod", between(10, 1000), "it would stop who reads one page"],
    ],
    called: "name description rules { description ref }",
  },
  "cloudflare:index/worker:Worker": {
    judged: "accountId tags",
    must: [
      ["subdomain.enabled", false, "workers.dev stands outside logins and rate limits"],
      ["subdomain.previewsEnabled", closed, "workers.dev stands outside logins and rate limits"],
      ["observability.logs.enabled", true, "nobody sees what fails"],
    ],
    only: [
      ["observability.enabled", true, "nobody sees what fails"],
      ["observability.headSamplingRate", between(0.01, 1), "nobody sees what fails"],
      ["observability.logs.headSamplingRate", between(0.01, 1), "nobody sees what fails"],
    ],
    sized: "logpush",
    free: {
      "Cloudflare keeps what Workers log": "observability { logs { invocationLogs persist } }",
    },
  },
  "cloudflare:index/workerVersion:WorkerVersion": {
    judged: "accountId bindings { name text }",
    own: "workerId bindings { bucketName id }",
    must: [
      ["annotations.workersTag", version, "nobody knows which build runs"],
      ["annotations.workersMessage", digest, "nobody knows which build runs"],
      ["limits.cpuMs", between(10, 300_000), "it would end before it has begun"],
    ],
    only: [
      ["bindings", ownIssuer, "a stranger would say who is logged in"],
      ["bindings.secretName", ofItsStore, "it is another's secret"],
      [
        "bindings.type",
        ["plain_text", "secret_text", "secrets_store_secret", "hyperdrive", "r2_bucket"],
        "another kind gives rights that no rule reads",
      ],
    ],
    called: "mainModule",
    sized: "compatibilityDate compatibilityFlags placement",
    free: {
      "its digest is held against the release": "modules",
      "a store is the account's": "bindings { storeId }",
    },
  },
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": {
    judged: "accountId",
    own: "scriptName",
    sized: "schedules { cron }",
  },
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": {
    judged: "accountId hostname zoneId",
    own: "service",
    called: "environment",
  },
  "cloudflare:index/workersDeployment:WorkersDeployment": {
    judged: "accountId versions { percentage versionId }",
    own: "scriptName",
    must: [["strategy", "percentage", "Cloudflare knows no other"]],
    called: "annotations",
  },
  "cloudflare:index/workersRoute:WorkersRoute": { judged: "pattern zoneId", own: "script" },
  "cloudflare:index/zoneDnssec:ZoneDnssec": { judged: "status zoneId" },
  "cloudflare:index/zoneSetting:ZoneSetting": {
    judged: "zoneId value { strict_transport_security { enabled max_age } }",
    must: [
      [
        "settingId",
        ["ssl", "min_tls_version", "tls_1_3", "always_use_https", "security_header"],
        "what another setting does is read by no rule",
      ],
      ["value.strict_transport_security?.include_subdomains", true, "a host below would be open"],
      ["value.strict_transport_security?.nosniff", true, "a browser would guess what a file is"],
    ],
    only: [["value.strict_transport_security.preload", false, "it can't be taken back for months"]],
  },
};
