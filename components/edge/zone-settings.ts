import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { ZoneDnssec } from "@pulumi/cloudflare/zoneDnssec";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import * as pulumi from "@pulumi/pulumi";
import type { RateLimitSpec } from "../../blueprint/shared";

/** Ids that Cloudflare gives its managed rulesets, the same in every account. */
const managedRulesets = [
  { name: "Cloudflare Managed Ruleset", id: "efb7b8c949ac4650a09736fc376e9aee" },
  { name: "Cloudflare OWASP Core Ruleset", id: "4814384a9e5d4991b9815dcfc25d2f1f" },
] as const;

/** Seconds that a browser remembers to use HTTPS only: one year, as preload lists ask. */
const strictTransportSeconds = 31_536_000;

/** Settings of the zone by Cloudflare's id (DAT-8). */
const settings: Readonly<Record<string, unknown>> = {
  ssl: "strict",
  min_tls_version: "1.2",
  tls_1_3: "on",
  always_use_https: "on",
  security_header: {
    strict_transport_security: {
      enabled: true,
      max_age: strictTransportSeconds,
      include_subdomains: true,
      // A preloaded domain can't go back for months: people submit it, not a program.
      preload: false,
      nosniff: true,
    },
  },
};

/** What holds for the whole zone, whichever environment a host belongs to. */
export interface ZoneSettingsArgs {
  readonly zoneId: string;
  /** One limit per environment; a disabled one is declared and counts nothing. */
  readonly rateLimits: readonly RateLimitSpec[];
}

/**
 * Cloudflare has one ruleset per zone and phase, so the environments' limits stand side by side in one resource of the
 * shared stack; an environment's own stack could only overwrite the others'.
 */
export class ZoneSettings extends pulumi.ComponentResource {
  public constructor(name: string, args: ZoneSettingsArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:ZoneSettings", name, {}, opts);
    const { zoneId, rateLimits } = args;
    const child = { parent: this };

    for (const [settingId, value] of Object.entries(settings)) {
      new ZoneSetting(`${name}-${settingId}`, { zoneId, settingId, value }, child);
    }
    new ZoneDnssec(`${name}-dnssec`, { zoneId, status: "active" }, child);

    new Ruleset(
      `${name}-managed-rules`,
      {
        zoneId,
        kind: "zone",
        phase: "http_request_firewall_managed",
        name: "managed rules",
        description: "Attacks that Cloudflare knows are blocked on every host",
        rules: managedRulesets.map((ruleset) => ({
          ref: ruleset.id,
          description: ruleset.name,
          action: "execute",
          actionParameters: { id: ruleset.id },
          expression: "true",
          enabled: true,
        })),
      },
      child,
    );

    new Ruleset(
      `${name}-rate-limits`,
      {
        zoneId,
        kind: "zone",
        phase: "http_ratelimit",
        name: "rate limits",
        description: "Requests per minute and address, by environment",
        rules: rateLimits.map((limit) => ({
          // Without `ref` an insertion would renumber, and so reset, every rule after it.
          ref: `rate-limit-${limit.environment}`,
          description: `${limit.environment}: ${String(limit.requestsPerMinute)} requests a minute from one address`,
          action: "block",
          expression: hostExpression(limit, rateLimits),
          enabled: limit.enabled,
          ratelimit: {
            // Cloudflare counts in each data centre by itself and demands that the rule says so.
            characteristics: ["cf.colo.id", "ip.src"],
            period: 60,
            requestsPerPeriod: limit.requestsPerMinute,
            mitigationTimeout: 60,
          },
        })),
      },
      child,
    );

    this.registerOutputs({});
  }
}

/** The environment's host and those under it, but for the hosts of environments that lie under its own. */
function hostExpression(limit: RateLimitSpec, all: readonly RateLimitSpec[]): string {
  const nested = all.filter(({ host }) => host.endsWith(`.${limit.host}`));
  return [under(limit.host), ...nested.map(({ host }) => `not ${under(host)}`)].join(" and ");
}

function under(host: string): string {
  return `(http.host eq "${host}" or ends_with(http.host, ".${host}"))`;
}
