import { notApplicable, resourceRule, violationOf } from "../../rule";
import { along } from "../along";

/** Arguments whose values the SDK's text shows mangled: `plain*text`, `roundRobin`. Its types take any text. */
const paths: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/certificatePack:CertificatePack": ["certificateAuthority"],
  "cloudflare:index/list:List": ["kind"],
  "cloudflare:index/loadBalancer:LoadBalancer": ["sessionAffinity", "steeringPolicy"],
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": ["type"],
  "cloudflare:index/logpushJob:LogpushJob": ["dataset"],
  "cloudflare:index/notificationPolicy:NotificationPolicy": ["alertType"],
  "cloudflare:index/pagesProject:PagesProject": [
    "deploymentConfigs.preview.envVars.*.type",
    "deploymentConfigs.production.envVars.*.type",
  ],
  "cloudflare:index/ruleset:Ruleset": [
    "phase",
    "rules.*.action",
    "rules.*.actionParameters.phases.*",
  ],
  "cloudflare:index/workerVersion:WorkerVersion": ["bindings.*.type"],
  "cloudflare:index/workersScript:WorkersScript": ["bindings.*.type"],
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication": [
    "destinations.*.type",
    "policies.*.decision",
    "type",
  ],
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": [
    "decision",
    "mfaConfig.allowedAuthenticators.*",
  ],
  "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule": ["type"],
  "cloudflare:index/zoneSetting:ZoneSetting": ["settingId"],
};

const wireForm = /^[a-z0-9]+(?:_[a-z0-9]+)*$/;

export const enumRequireWireForm = resourceRule({
  id: "enum-require-wire-form",
  severity: "medium",
  title: "Values that a service knows are written as it knows them",
  why: "the SDK's text shows some of them mangled, and its types take any",
  source: "PRC-22",
  fix: "Write it in lower case with underscores.",
  waivable: "everywhere",
  types: Object.keys(paths),
  check({ type, props }) {
    const values = (paths[type] ?? []).flatMap((path) =>
      along(props, path).map((value) => ({ path, value })),
    );
    if (values.length === 0) return notApplicable;
    return violationOf(
      values
        .filter(({ value }) => typeof value !== "string" || !wireForm.test(value))
        .map(({ path, value }) =>
          typeof value === "string"
            ? `has "${value}" in ${path}, which the service does not know`
            : `has no text in ${path}`,
        ),
    );
  },
});
