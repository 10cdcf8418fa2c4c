import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { ZoneDnssec } from "@pulumi/cloudflare/zoneDnssec";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneSpec } from "../../blueprint/edge";

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

export interface ZoneSettingsArgs {
  readonly zoneId: string;
  /** The environment's host name; those under it are meant too. */
  readonly host: string;
  /** A disabled limit is declared and counts nothing. */
  readonly rateLimit: ZoneSpec["rateLimit"];
}

/**
 * What holds for a whole zone. Cloudflare has one ruleset per zone and phase, so the environment that owns the zone
 * declares it, and a pull request in dev's zone does not.
 */
export class ZoneSettings extends pulumi.ComponentResource {
  public constructor(name: string, args: ZoneSettingsArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:ZoneSettings", name, {}, opts);
    const { zoneId } = args;
    const child = { parent: this };

    for (const [settingId, value] of Object.entries(settings)) {
      new ZoneSetting(`${name}-${settingId}`, { zoneId, settingId, value }, child);
    }
    // Deleting it would take the keys away while the registrar still vouches for them: no resolver would believe the zone.
    new ZoneDnssec(
      `${name}-dnssec`,
      { zoneId, status: "active" },
      { parent: this, retainOnDelete: true },
    );

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

    this.limitRates(name, args);

    this.registerOutputs({});
  }

  private limitRates(name: string, { zoneId, host, rateLimit }: ZoneSettingsArgs): void {
    new Ruleset(
      `${name}-rate-limits`,
      {
        zoneId,
        kind: "zone",
        phase: "http_ratelimit",
        name: "rate limits",
        description: "Requests per minute and address",
        rules: [
          {
            // Without `ref` an insertion would renumber, and so reset, every rule after it.
            ref: "rate-limit",
            description: "Requests from one address",
            action: "block",
            // A visitor may write the host in any letters.
            expression: `(lower(http.host) eq "${host}" or ends_with(lower(http.host), ".${host}"))`,
            enabled: rateLimit.enabled,
            ratelimit: {
              // Cloudflare counts in each data centre by itself and demands that the rule says so.
              characteristics: ["cf.colo.id", "ip.src"],
              period: 60,
              requestsPerPeriod: rateLimit.requestsPerMinute,
              mitigationTimeout: 60,
            },
          },
        ],
      },
      { parent: this },
    );
  }
}
