import { expect } from "chai";
import { RegionFailover } from "../../../components/edge/region-failover";
import { record } from "../../support/record";

const loadBalancer = "cloudflare:index/loadBalancer:LoadBalancer";
const monitor = "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor";
const notification = "cloudflare:index/notificationPolicy:NotificationPolicy";
const pool = "cloudflare:index/loadBalancerPool:LoadBalancerPool";

const declare = () =>
  record(
    () =>
      new RegionFailover(
        "failover",
        {
          host: "example.com",
          loadBalancerHost: "lb.example.com",
          zoneId: "zone",
          zone: "example.com",
          accountId: "account",
          primaryOrigin: "live.example.com",
          recoveryOrigin: "recovery.example.com",
          healthCheckHost: "admin.example.com",
          healthCheckPath: "/health",
          notificationEmails: ["on-call@example.com"],
        },
        {},
      ),
  );

describe("RegionFailover", () => {
  it("sends traffic to the live cell first and to the recovery region second", async () => {
    const recorded = await declare();
    const primary = recorded.one(pool, "failover-primary").id;
    const recovery = recorded.one(pool, "failover-recovery").id;
    expect(recorded.inputs(loadBalancer)).to.deep.include({
      name: "lb.example.com",
      defaultPools: [primary, recovery],
      fallbackPool: primary,
      steeringPolicy: "off",
      adaptiveRouting: { failoverAcrossPools: true },
      proxied: true,
    });
  });

  for (const [role, address] of [
    ["primary", "live.example.com"],
    ["recovery", "recovery.example.com"],
  ] as const) {
    it(`has a monitored ${role} pool whose origin gets the visitor's own Host header`, async () => {
      const recorded = await declare();
      expect(recorded.inputs(pool, `failover-${role}`)).to.deep.include({
        name: `example-com-${role}`,
        monitor: recorded.one(monitor).id,
        origins: [{ name: role, address, enabled: true, weight: 1 }],
        minimumOrigins: 1,
      });
    });
  }

  it("asks a service for its health over verified TLS", async () => {
    expect((await declare()).inputs(monitor)).to.deep.include({
      type: "https",
      path: "/health",
      header: { Host: ["admin.example.com"] },
      // As the zone, whose certificate the cells ask for.
      probeZone: "example.com",
      expectedCodes: "200",
      allowInsecure: false,
    });
  });

  it("notices a lost region within five minutes (BAK-12)", async () => {
    const { interval, consecutiveDown, timeout, retries } = (await declare()).inputs(
      monitor,
    ) as Record<"interval" | "consecutiveDown" | "timeout" | "retries", number>;
    expect(consecutiveDown * interval + (retries + 1) * timeout).to.be.lessThan(5 * 60);
  });

  it("tells people when a pool fails or comes back", async () => {
    const recorded = await declare();
    expect(recorded.inputs(notification)).to.deep.include({
      alertType: "load_balancing_health_alert",
      enabled: true,
      filters: {
        poolIds: recorded.ofType(pool).map(({ id }) => id),
        newHealths: ["Healthy", "Unhealthy"],
        eventSources: ["pool"],
      },
      mechanisms: { emails: [{ id: "on-call@example.com" }] },
    });
  });

  it("registers the load balancer's host as output", async () => {
    expect((await declare()).outputs("platform:cloudflare:RegionFailover")).to.deep.equal({
      host: "lb.example.com",
    });
  });
});
