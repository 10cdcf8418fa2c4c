import { expect } from "chai";
import { ZoneSettings } from "../../../components/edge/zone-settings";
import { record, type Recorded } from "../../support/record";

const settingType = "cloudflare:index/zoneSetting:ZoneSetting";
const rulesetType = "cloudflare:index/ruleset:Ruleset";

interface Rule {
  readonly action: string;
  readonly enabled: boolean;
  readonly expression: string;
}

function zone(enabled = true): Promise<Recorded> {
  const rateLimit = { requestsPerMinute: 100, enabled };
  return record(
    () => new ZoneSettings("zone", { zoneId: "z1", host: "shop.example", rateLimit }, {}),
  );
}

function rulesOf(recorded: Recorded, name: string): readonly Rule[] {
  return recorded.inputs(rulesetType, name).rules as Rule[];
}

describe("ZoneSettings", () => {
  it("speaks TLS 1.2 and up from browser to origin, and nothing else", async () => {
    const recorded = await zone();
    const value = (id: string): unknown => recorded.inputs(settingType, `zone-${id}`).value;
    expect(value("ssl")).to.equal("strict");
    expect(value("min_tls_version")).to.equal("1.2");
    expect(value("always_use_https")).to.equal("on");
    expect(value("security_header")).to.deep.equal({
      strict_transport_security: {
        enabled: true,
        max_age: 31_536_000,
        include_subdomains: true,
        preload: false,
        nosniff: true,
      },
    });
  });

  it("signs the zone's names, and never takes the keys away that the registrar vouches for", async () => {
    const recorded = await zone();
    const type = "cloudflare:index/zoneDnssec:ZoneDnssec";
    expect(recorded.inputs(type)).to.deep.equal({ zoneId: "z1", status: "active" });
    expect(recorded.one(type).options.retainOnDelete).to.equal(true);
  });

  it("runs Cloudflare's managed rules on every request, blocking as they say", async () => {
    const rules = rulesOf(await zone(), "zone-managed-rules");
    expect(rules).to.have.length(2);
    for (const rule of rules) {
      expect(rule).to.include({ action: "execute", expression: "true", enabled: true });
      expect(rule).not.to.have.nested.property("actionParameters.overrides");
    }
  });

  it("limits an address in a data centre on the environment's hosts, under a name that stays", async () => {
    const rules = rulesOf(await zone(), "zone-rate-limits");
    expect(rules).to.deep.equal([
      {
        ref: "rate-limit",
        description: "Requests from one address",
        action: "block",
        expression:
          '(lower(http.host) eq "shop.example" or ends_with(lower(http.host), ".shop.example"))',
        enabled: true,
        ratelimit: {
          characteristics: ["cf.colo.id", "ip.src"],
          period: 60,
          requestsPerPeriod: 100,
          mitigationTimeout: 60,
        },
      },
    ]);
  });

  it("declares a disabled limit without enforcing it", async () => {
    const [limit] = rulesOf(await zone(false), "zone-rate-limits");
    expect(limit?.enabled).to.equal(false);
  });
});
