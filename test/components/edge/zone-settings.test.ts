import { expect } from "chai";
import { ZoneSettings } from "../../../components/edge/zone-settings";
import { record, type Recorded } from "../../support/record";

const settingType = "cloudflare:index/zoneSetting:ZoneSetting";
const rulesetType = "cloudflare:index/ruleset:Ruleset";

interface Rule {
  readonly ref: string;
  readonly action: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly ratelimit?: object;
}

function zone(): Promise<Recorded> {
  return record(
    () =>
      new ZoneSettings(
        "zone",
        {
          zoneId: "z1",
          rateLimits: [
            {
              environment: "dev",
              host: "dev.shop.example",
              requestsPerMinute: 200,
              enabled: false,
            },
            {
              environment: "production",
              host: "shop.example",
              requestsPerMinute: 100,
              enabled: true,
            },
          ],
        },
        {},
      ),
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

  it("signs the zone's names", async () => {
    expect((await zone()).inputs("cloudflare:index/zoneDnssec:ZoneDnssec")).to.deep.equal({
      zoneId: "z1",
      status: "active",
    });
  });

  it("runs Cloudflare's managed rules on every request, blocking as they say", async () => {
    const rules = rulesOf(await zone(), "zone-managed-rules");
    expect(rules).to.have.length(2);
    for (const rule of rules) {
      expect(rule).to.include({ action: "execute", expression: "true", enabled: true });
      expect(rule).not.to.have.nested.property("actionParameters.overrides");
    }
  });

  it("limits each environment by address and data centre, under a name that stays", async () => {
    const [, production] = rulesOf(await zone(), "zone-rate-limits");
    expect(production).to.deep.include({
      ref: "rate-limit-production",
      action: "block",
      enabled: true,
      ratelimit: {
        characteristics: ["cf.colo.id", "ip.src"],
        period: 60,
        requestsPerPeriod: 100,
        mitigationTimeout: 60,
      },
    });
  });

  it("declares a disabled limit without enforcing it", async () => {
    const [dev] = rulesOf(await zone(), "zone-rate-limits");
    expect(dev).to.include({ ref: "rate-limit-dev", enabled: false });
  });

  it("counts an environment's host and what lies under it, but no other environment's", async () => {
    const [dev, production] = rulesOf(await zone(), "zone-rate-limits");
    expect(dev?.expression).to.equal(
      '(http.host eq "dev.shop.example" or ends_with(http.host, ".dev.shop.example"))',
    );
    expect(production?.expression).to.equal(
      '(http.host eq "shop.example" or ends_with(http.host, ".shop.example")) and ' +
        'not (http.host eq "dev.shop.example" or ends_with(http.host, ".dev.shop.example"))',
    );
  });
});
