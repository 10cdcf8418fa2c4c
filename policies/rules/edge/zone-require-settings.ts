import { zoneOwners } from "../../edge/zone-rules";
import { isRecord, textAt, valueAt } from "../../read";
import { stackType } from "../../resource";
import { compliant, notApplicable, stackRule, violation, violationOf } from "../../rule";
import { listed } from "../../wording";

const settingType = "cloudflare:index/zoneSetting:ZoneSetting";
const dnssecType = "cloudflare:index/zoneDnssec:ZoneDnssec";

const anybodys = "every customer of Cloudflare shows its load balancers the same certificate";

/** What a zone has to have besides its settings, and what happens without it. */
const parts: Readonly<Record<string, string>> = {
  [dnssecType]: "an answer can be forged",
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate":
    anybodys,
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings": anybodys,
};

/** Half a year, below which browsers' lists take no zone. */
const shortestSeconds = 15_552_000;

/** What each setting must be: one of some values, or a header that is remembered long enough. */
const demanded: Readonly<Record<string, readonly string[] | "header">> = {
  always_use_https: ["on"],
  min_tls_version: ["1.2", "1.3"],
  security_header: "header",
  ssl: ["strict"],
  tls_1_3: ["on"],
};

export const zoneRequireSettings = stackRule({
  id: "zone-require-settings",
  severity: "critical",
  title:
    "A zone takes HTTPS by TLS 1.2 or newer alone, tells browsers so, believes an origin by its certificate, and signs its answers",
  why: "anyone on the way could read it, or be the origin otherwise",
  source: "DAT-8",
  fix: "Declare the zone's settings and an active ZoneDnssec, and show its origins a certificate of its own.",
  waivable: "never",
  also: `
    zone_dnssec_enabled, zone_hsts_enabled, zone_https_redirect_enabled,
    zone_min_tls_version_secure, zone_ssl_strict`,
  types: [stackType, settingType, dnssecType],
  tiers: zoneOwners,
  check({ type, props }, _scope, stack) {
    if (type === stackType) {
      const missing = Object.keys(demanded).filter(
        (setting) => stack.holding(settingType, "settingId", setting).length === 0,
      );
      return violationOf([
        ...missing.map((setting) => `does not set the zone's ${setting} to ${wording(setting)}`),
        ...Object.entries(parts)
          .filter(([type]) => stack.ofType(type).length === 0)
          .map(([type, what]) => `declares no ${type.split(":")[2] ?? type}, so that ${what}`),
      ]);
    }
    if (type === dnssecType) {
      const status = textAt(props, "status");
      return status === "active"
        ? compliant
        : violation(`is ${status}, so that an answer can be forged`);
    }
    const setting = textAt(props, "settingId");
    if (demanded[setting] === undefined) return notApplicable;
    const value = valueAt(props, "value");
    if (holds(setting, value)) return compliant;
    const given = typeof value === "string" ? `"${value}"` : "something else";
    return violation(`sets ${setting} to ${given}, not ${wording(setting)}`);
  },
});

function wording(setting: string): string {
  const values = demanded[setting];
  return values === "header"
    ? `strict_transport_security for ${String(shortestSeconds)} seconds or more`
    : listed(values ?? [], "or");
}

function holds(setting: string, value: unknown): boolean {
  const values = demanded[setting];
  if (values !== "header") return values?.some((each) => each === value) === true;
  const header = isRecord(value) ? valueAt(value, "strict_transport_security") : undefined;
  if (!isRecord(header)) return false;
  const { enabled, max_age: seconds } = header;
  return enabled === true && typeof seconds === "number" && seconds >= shortestSeconds;
}
