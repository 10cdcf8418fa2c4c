import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import {
  BlueGreenDns,
  type BlueGreenDnsArgs,
  type CellTarget,
} from "../../../components/edge/blue-green-dns";
import { record } from "../../support/record";

const dnsRecord = "cloudflare:index/dnsRecord:DnsRecord";

function cell(name: CellTarget["name"], role: CellTarget["role"]): CellTarget {
  return { name, role, dnsName: `${name}.elb.amazonaws.com`, services: [] };
}

const blueLive = [cell("blue", "live"), cell("green", "idle")];
const greenLive = [cell("blue", "idle"), cell("green", "live")];

function args(changes: Partial<BlueGreenDnsArgs> = {}): BlueGreenDnsArgs {
  return {
    host: "staging.example.com",
    zoneId: "zone",
    cells: blueLive,
    serviceHosts: ["admin.staging.example.com", "api.staging.example.com"],
    behindLoadBalancer: false,
    ready: [],
    environment: "staging",
    ...changes,
  };
}

const declare = (changes: Partial<BlueGreenDnsArgs> = {}) =>
  record(
    () => {
      const dns = new BlueGreenDns("dns", args(changes), {});
      dns.serve(
        changes.behindLoadBalancer === true
          ? pulumi.output("lb.staging.example.com")
          : dns.liveHost,
      );
    },
    { stack: "staging" },
  );

async function failure(changes: Partial<BlueGreenDnsArgs>): Promise<unknown> {
  try {
    await declare(changes);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("BlueGreenDns", () => {
  it("gives each cell a DNS-only name of its load balancer", async () => {
    const recorded = await declare();
    for (const name of ["blue", "green"]) {
      expect(recorded.inputs(dnsRecord, `dns-${name}`)).to.include({
        name: `${name}.staging.example.com`,
        type: "CNAME",
        content: `${name}.elb.amazonaws.com`,
        proxied: false,
      });
    }
  });

  it("has one proxied live record that names the live cell", async () => {
    expect((await declare()).inputs(dnsRecord, "dns-live")).to.include({
      name: "live.staging.example.com",
      type: "CNAME",
      content: "blue.staging.example.com",
      proxied: true,
      ttl: 1,
    });
  });

  it("points every service at the live record", async () => {
    const recorded = await declare();
    for (const service of ["admin.staging.example.com", "api.staging.example.com"]) {
      expect(recorded.inputs(dnsRecord, `dns-service-${service}`)).to.include({
        name: service,
        type: "CNAME",
        content: "live.staging.example.com",
        proxied: true,
        ttl: 1,
      });
    }
  });

  for (const behindLoadBalancer of [false, true]) {
    it(`switches cells by one changed content ${behindLoadBalancer ? "behind" : "without"} a load balancer`, async () => {
      const before = await declare({ behindLoadBalancer, cells: blueLive });
      const after = await declare({ behindLoadBalancer, cells: greenLive });
      const urn = before.one(dnsRecord, "dns-live").urn;
      const expected = before.all.map((registration) =>
        registration.urn === urn
          ? {
              ...registration,
              inputs: { ...registration.inputs, content: "green.staging.example.com" },
              outputs: { ...registration.outputs, content: "green.staging.example.com" },
            }
          : registration,
      );
      expect(after.all).to.deep.equal(expected);
    });
  }

  it("makes the live record the load balancer's origin where one stands in front", async () => {
    const recorded = await declare({ behindLoadBalancer: true });
    expect(recorded.inputs(dnsRecord, "dns-live")).to.include({ proxied: false, ttl: 60 });
    expect(recorded.inputs(dnsRecord, "dns-service-api.staging.example.com")).to.include({
      content: "lb.staging.example.com",
      proxied: true,
    });
  });

  it("gives the recovery cell a DNS-only name, which the failover asks for", async () => {
    const recorded = await declare({ cells: [...blueLive, cell("recovery", "recovery")] });
    expect(recorded.inputs(dnsRecord, "dns-recovery")).to.include({
      name: "recovery.staging.example.com",
      proxied: false,
    });
  });

  it("registers the live name and the cells' names as outputs", async () => {
    expect((await declare()).outputs("platform:cloudflare:BlueGreenDns")).to.deep.equal({
      liveHost: "live.staging.example.com",
      cellHosts: { blue: "blue.staging.example.com", green: "green.staging.example.com" },
    });
  });

  for (const [cells, found] of [
    [[cell("blue", "live"), cell("green", "live")], "blue and green"],
    [[cell("blue", "idle")], "none"],
  ] as const) {
    it(`refuses ${found} as the live cell`, async () => {
      expect(await failure({ cells }))
        .to.be.instanceOf(pulumi.ResourceError)
        .with.property(
          "message",
          `staging needs exactly one live cell, not ${found}: set "live" to blue or green`,
        );
    });
  }
});
