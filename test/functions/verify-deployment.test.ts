import { EventEmitter } from "node:events";
import { cpSync } from "node:fs";
import https from "node:https";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type * as Hook from "../../functions/verify-deployment/index.mjs" with {
  "resolution-mode": "import",
};
import { folderForAll } from "../support/temporary-folder";
import { fakeAws, installFakeSdk } from "./aws-sdk";

type Asked = NonNullable<Parameters<typeof Hook.verify>[1]>;

const hookDetails = {
  url: "https://admin.staging.acme.example/health?deep=1",
  header: "x-release-test",
  errorRatePercent: 1,
  slowestMilliseconds: 2_000,
};

/** As many as the alarms ask for before they judge a minute. */
const perRound = 21;

const serviceArn =
  "arn:aws:ecs:eu-west-1:222222222222:service/acme-staging-blue/acme-staging-blue-admin";

/** What ECS hands over, as its developer guide shows it (Lambda hooks, POST_TEST_TRAFFIC_SHIFT). */
const event = {
  executionId: "3a0345ba-b029-404b-890d-7da2a4b266aa",
  lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
  resourceArn: serviceArn.replace(":service/", ":service-deployment/") + "/EZe5RNVLH6PPzHXINuP28",
  executionDetails: {
    serviceArn,
    targetServiceRevisionArn: serviceArn.replace(":service/", ":service-revision/") + "/9313423",
    testTrafficWeights: {},
    productionTrafficWeights: {},
  },
  hookDetails,
};

/** A service of so many tasks that answers with one status after the other, and remembers what it was asked. */
function service(
  tasks: number | Error,
  ...statuses: readonly (number | Error)[]
): Asked & { readonly requests: readonly string[] } {
  const requests: string[] = [];
  const left = [...statuses];
  const answer = (value: number | Error | undefined) =>
    value instanceof Error ? Promise.reject(value) : Promise.resolve(value ?? 0);
  return {
    requests,
    desiredCount: () => answer(tasks),
    certificate: () => Promise.resolve({ cert: "", key: "" }),
    probe: ({ url, test }) => {
      requests.push(`${url.href} ${test.header}`);
      return answer(left.length > 1 ? left.shift() : left[0]);
    },
  };
}

describe("verify-deployment", () => {
  let verify: typeof Hook.verify;
  const { error, info, warn } = console;
  let logged: string[] = [];

  before(async () => {
    ({ verify } = await import("../../functions/verify-deployment/index.mjs"));
    console.error =
      console.info =
      console.warn =
        (...texts: string[]) => void logged.push(texts.join(" "));
  });
  beforeEach(() => {
    logged = [];
  });
  after(() => {
    Object.assign(console, { error, info, warn });
  });

  /** Calls as ECS makes them, until the hook has decided; an answerer for each. */
  async function decided(rounds: readonly Asked[]): Promise<string> {
    let next: unknown = event;
    for (const [index, asked] of rounds.entries()) {
      const answer = await verify(next, asked);
      if (answer.hookStatus !== "IN_PROGRESS") return `${answer.hookStatus} ${String(index + 1)}`;
      next = { ...event, hookDetails: answer.hookDetails };
    }
    return "undecided";
  }
  const good = () => service(1, 200);
  /** One request of a round fails, which is more than one in a hundred. */
  const bad = () => service(1, 200, 500, 200);
  const silent = () => service(1, new Error("socket hang up"));

  it("lets a revision go on that answers well in three rounds, each of as many requests as judge a minute", async () => {
    const asked = service(1, 200, 204, 200);
    expect(await verify(event, asked)).to.deep.equal({
      hookStatus: "IN_PROGRESS",
      callBackDelay: 15,
      hookDetails: { ...hookDetails, attempt: 1, good: 1, bad: 0 },
    });
    expect(asked.requests).to.deep.equal(
      Array(perRound).fill(`${hookDetails.url} ${hookDetails.header}`),
    );
    expect(await decided([good(), good(), good()])).to.equal("SUCCEEDED 3");
  });

  for (const [what, rounds, decision] of [
    ["takes back what fails now and then", [bad(), bad(), bad()], "FAILED 3"],
    [
      "takes back what fails in three rounds of five",
      [good(), bad(), good(), bad(), bad()],
      "FAILED 5",
    ],
    ["forgives a round that went wrong", [good(), bad(), good(), good()], "SUCCEEDED 4"],
    [
      "waits for what is not there yet",
      [silent(), silent(), good(), good(), good()],
      "SUCCEEDED 5",
    ],
    ["holds what nobody has judged", [silent(), good(), bad()], "undecided"],
  ] as const) {
    it(what, async () => {
      expect(await decided(rounds)).to.equal(decision);
    });
  }

  it("allows as many failures as the workload's threshold", async () => {
    const details = { ...hookDetails, errorRatePercent: 5 };
    const answer = await verify({ ...event, hookDetails: details }, bad());
    expect(answer).to.have.nested.property("hookDetails.good", 1);
  });

  it("lets a service without tasks go on, where the load balancer could only answer 503, and says so", async () => {
    const asked = service(0, 503);
    expect(await verify(event, asked)).to.deep.equal({ hookStatus: "SUCCEEDED" });
    expect(asked.requests).to.deep.equal([]);
    expect(logged).to.deep.equal([`${serviceArn} is to run no task: nothing to verify`]);
  });

  it("asks ECS at every attempt, for tasks may be gone by the next one", async () => {
    const second = { ...event, hookDetails: { ...hookDetails, attempt: 2 } };
    expect(await verify(second, service(0, 503))).to.deep.equal({ hookStatus: "SUCCEEDED" });
  });

  for (const [what, asked] of [
    ["errors alone", service(1, 503)],
    ["redirects, which may hide some", service(1, 302)],
    ["a name the load balancer doesn't know", service(1, 404)],
    ["no answer", service(1, new Error("socket hang up"))],
    ["no answer of ECS", service(new Error("ThrottlingException"), 200)],
  ] as const) {
    it(`asks again after ${what}, and says which attempt it is`, async () => {
      expect(await verify(event, asked)).to.deep.equal({
        hookStatus: "IN_PROGRESS",
        callBackDelay: 15,
        hookDetails: { ...hookDetails, attempt: 2, good: 0, bad: 0 },
      });
      expect(logged.join()).to.include("attempt 1 of 10");
    });
  }

  for (const [what, asked] of [
    ["a revision that never answers well", () => service(1, 500)],
    ["a service that ECS still says nothing of", () => service(new Error("AccessDenied"), 200)],
  ] as const) {
    it(`takes back, at the tenth attempt, ${what}`, async () => {
      let next: unknown = event;
      const seen: string[] = [];
      for (let call = 0; call < 20; call++) {
        const answer = await verify(next, asked());
        seen.push(answer.hookStatus);
        if (answer.hookStatus !== "IN_PROGRESS") break;
        next = { ...event, hookDetails: answer.hookDetails };
      }
      expect(seen).to.deep.equal([...Array<string>(9).fill("IN_PROGRESS"), "FAILED"]);
    });
  }

  it("reads details that ECS hands over as text", async () => {
    const text = { ...event, hookDetails: JSON.stringify({ ...hookDetails, good: 2 }) };
    expect(await verify(text, good())).to.deep.equal({ hookStatus: "SUCCEEDED" });
  });

  const withDetails = (details: unknown) => ({ ...event, hookDetails: details });
  const withService = (arn: string) => ({ ...event, executionDetails: { serviceArn: arn } });
  for (const [what, unusable] of [
    ["no event", undefined],
    ["no details", withDetails(undefined)],
    ["details that are no JSON", withDetails("{")],
    ["no address", withDetails({ header: "x-release-test" })],
    ["an address without TLS", withDetails({ ...hookDetails, url: "http://a.ci/" })],
    ["an unreadable address", withDetails({ ...hookDetails, url: "admin" })],
    [
      "no header, which would test what customers see",
      withDetails({ ...hookDetails, header: undefined }),
    ],
    ["no threshold", withDetails({ ...hookDetails, errorRatePercent: undefined })],
    ["no time to answer in", withDetails({ ...hookDetails, slowestMilliseconds: "2000" })],
    ["an unreadable attempt", withDetails({ ...hookDetails, attempt: "2" })],
    ["no service", { hookDetails }],
    ["a service without a cluster", withService("arn:aws:ecs:eu-west-1:222222222222:service/a")],
    ["something else than a service", withService(event.resourceArn)],
  ] as const) {
    it(`fails on ${what}, without a request`, async () => {
      const asked = service(0, 200);
      expect(await verify(unusable, asked)).to.deep.equal({ hookStatus: "FAILED" });
      expect(asked.requests).to.deep.equal([]);
    });
  }

  describe("as Lambda runs it", () => {
    const { request } = https;
    let folder: string;
    let handler: typeof Hook.handler;
    let sent: Record<string, unknown> | undefined;

    folderForAll((made) => (folder = made));
    before(async () => {
      cpSync(join(__dirname, "../../functions/verify-deployment"), folder, { recursive: true });
      installFakeSdk(folder);
      ({ handler } = (await import(pathToFileURL(join(folder, "index.mjs")).href)) as typeof Hook);
    });
    beforeEach(() => {
      sent = undefined;
      fakeAws.ecs.asked = undefined;
      fakeAws.ecs.answer = { services: [{ desiredCount: 1 }] };
      fakeAws.secrets.answer = { SecretString: JSON.stringify({ cert: "cert", key: "key" }) };
      process.env.LOAD_BALANCER_DNS_NAME = "blue-1.eu-west-1.elb.amazonaws.com";
      process.env.CERTIFICATE_ARN = "arn:hook";
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
      delete process.env.CERTIFICATE_ARN;
    });

    it("asks ECS for the service of the event, in the service's cluster", async () => {
      fakeAws.ecs.answer = { services: [{ desiredCount: 0 }] };
      expect(await handler(event)).to.deep.equal({ hookStatus: "SUCCEEDED" });
      expect(fakeAws.ecs.asked).to.deep.equal({
        cluster: "acme-staging-blue",
        services: [serviceArn],
      });
      expect(sent).to.equal(undefined);
    });

    it("waits for ECS no longer than for a revision", async () => {
      fakeAws.ecs.answer = undefined;
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 1_000);
      try {
        expect(await handler(event)).to.have.property("hookStatus", "IN_PROGRESS");
      } finally {
        AbortSignal.timeout = timeout;
      }
      expect(logged.join()).to.include("TimeoutError");
    });

    it("does not take a service that ECS doesn't know for one without tasks", async () => {
      fakeAws.ecs.answer = { services: [] };
      expect(await handler(event)).to.have.property("hookStatus", "IN_PROGRESS");
      expect(logged.join()).to.include(`ECS does not know ${serviceArn}`);
    });

    it("asks the cell's load balancer for the service and trusts its certificate alone", async () => {
      const last = withDetails({ ...hookDetails, good: 2 });
      expect(await handler(last)).to.deep.equal({ hookStatus: "SUCCEEDED" });
      expect(sent).to.deep.include({
        host: "blue-1.eu-west-1.elb.amazonaws.com",
        cert: "cert",
        key: "key",
        servername: "admin.staging.acme.example",
        path: "/health?deep=1",
        headers: { host: "admin.staging.acme.example", "x-release-test": "1" },
      });
      expect(sent).to.not.have.property("rejectUnauthorized");
    });

    it("gives an answer no longer than the environment's objective", async () => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      const waited = new Set<number>();
      AbortSignal.timeout = (milliseconds) => {
        waited.add(milliseconds);
        return timeout(milliseconds);
      };
      try {
        await handler(event);
      } finally {
        AbortSignal.timeout = timeout;
      }
      expect([...waited]).to.deep.equal([5_000, 2_000]);
    });

    it("sends nothing where the load balancer isn't known", async () => {
      delete process.env.LOAD_BALANCER_DNS_NAME;
      const last = withDetails({ ...hookDetails, attempt: 10 });
      expect(await handler(last)).to.deep.equal({ hookStatus: "FAILED" });
      expect(sent).to.equal(undefined);
    });
  });
});
