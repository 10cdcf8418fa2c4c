import { EventEmitter } from "node:events";
import https from "node:https";
import { expect } from "chai";
import type * as Hook from "../../functions/verify-deployment/index.mjs" with {
  "resolution-mode": "import",
};

type Probe = NonNullable<Parameters<typeof Hook.verify>[1]>;

const hookDetails = {
  url: "https://admin.staging.monepiceriz.ci/health?deep=1",
  header: "x-release-test",
};

/** Answers with one status after the other, and remembers what it was asked. */
function answering(...statuses: readonly (number | Error)[]): { probe: Probe; asked: string[] } {
  const asked: string[] = [];
  const left = [...statuses];
  return {
    asked,
    probe: ({ url, header }) => {
      asked.push(`${url.href} ${header}`);
      const status = left.length > 1 ? left.shift() : left[0];
      return status instanceof Error ? Promise.reject(status) : Promise.resolve(status ?? 0);
    },
  };
}

describe("verify-deployment", () => {
  let verify: typeof Hook.verify;
  const { error, info, warn } = console;

  before(async () => {
    ({ verify } = await import("../../functions/verify-deployment/index.mjs"));
    console.error = console.info = console.warn = () => undefined;
  });
  after(() => {
    Object.assign(console, { error, info, warn });
  });

  it("lets a revision go on that answers five test requests", async () => {
    const { probe, asked } = answering(200, 204, 200);
    expect(await verify({ hookDetails }, probe)).to.deep.equal({ hookStatus: "SUCCEEDED" });
    expect(asked).to.deep.equal(Array(5).fill(`${hookDetails.url} ${hookDetails.header}`));
  });

  for (const [what, answer] of [
    ["an error", 503],
    ["a redirect, which may hide one", 302],
    ["a name the load balancer doesn't know", 404],
    ["no answer", new Error("socket hang up")],
  ] as const) {
    it(`asks again after ${what}, and says which attempt it is`, async () => {
      expect(await verify({ hookDetails }, answering(200, answer).probe)).to.deep.equal({
        hookStatus: "IN_PROGRESS",
        callBackDelay: 15,
        hookDetails: { ...hookDetails, attempt: 2 },
      });
    });
  }

  it("takes a revision back that still fails at the tenth attempt, however often it answered before", async () => {
    let event: unknown = { hookDetails };
    const seen: string[] = [];
    for (let call = 0; call < 20; call++) {
      const answer = await verify(event, answering(200, 200, 500).probe);
      seen.push(answer.hookStatus);
      if (answer.hookStatus !== "IN_PROGRESS") break;
      event = { hookDetails: answer.hookDetails };
    }
    expect(seen).to.deep.equal([...Array<string>(9).fill("IN_PROGRESS"), "FAILED"]);
  });

  it("accepts a revision that comes up late", async () => {
    const late = { hookDetails: { ...hookDetails, attempt: 7 } };
    expect(await verify(late, answering(200).probe)).to.deep.equal({ hookStatus: "SUCCEEDED" });
  });

  it("reads details that ECS hands over as text", async () => {
    const event = { hookDetails: JSON.stringify(hookDetails) };
    expect(await verify(event, answering(200).probe)).to.deep.equal({ hookStatus: "SUCCEEDED" });
  });

  for (const [what, event] of [
    ["no event", undefined],
    ["no details", {}],
    ["details that are no JSON", { hookDetails: "{" }],
    ["no address", { hookDetails: { header: "x-release-test" } }],
    ["an address without TLS", { hookDetails: { ...hookDetails, url: "http://a.ci/" } }],
    ["an unreadable address", { hookDetails: { ...hookDetails, url: "admin" } }],
    ["no header, which would test what customers see", { hookDetails: { url: hookDetails.url } }],
    ["an unreadable attempt", { hookDetails: { ...hookDetails, attempt: "2" } }],
  ] as const) {
    it(`fails on ${what}, without a request`, async () => {
      const { probe, asked } = answering(200);
      expect(await verify(event, probe)).to.deep.equal({ hookStatus: "FAILED" });
      expect(asked).to.deep.equal([]);
    });
  }

  describe("a test request", () => {
    const { request } = https;
    let sent: Record<string, unknown> = {};

    beforeEach(() => {
      process.env.LOAD_BALANCER_DNS_NAME = "blue-1.eu-west-1.elb.amazonaws.com";
      https.request = ((options: Record<string, unknown>) => {
        sent = options;
        const pending = new EventEmitter();
        const end = () => pending.emit("response", { statusCode: 200, resume: () => undefined });
        return Object.assign(pending, { end });
      }) as unknown as typeof request;
    });
    afterEach(() => {
      https.request = request;
      delete process.env.LOAD_BALANCER_DNS_NAME;
    });

    it("goes to the cell's load balancer, asks for the service and trusts its certificate alone", async () => {
      expect(await verify({ hookDetails })).to.deep.equal({ hookStatus: "SUCCEEDED" });
      expect(sent).to.deep.include({
        host: "blue-1.eu-west-1.elb.amazonaws.com",
        servername: "admin.staging.monepiceriz.ci",
        path: "/health?deep=1",
        headers: { host: "admin.staging.monepiceriz.ci", "x-release-test": "1" },
      });
      expect(sent).to.not.have.property("rejectUnauthorized");
    });

    it("is never sent where the load balancer isn't known", async () => {
      delete process.env.LOAD_BALANCER_DNS_NAME;
      sent = {};
      const last = { hookDetails: { ...hookDetails, attempt: 10 } };
      expect(await verify(last)).to.deep.equal({ hookStatus: "FAILED" });
      expect(sent).to.deep.equal({});
    });
  });
});
