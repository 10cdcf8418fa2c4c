import { assert } from "chai";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { NeonApi, defaultTiming } from "../../../providers/neon/api/neon-api";
import { pauseAfter } from "../../../providers/neon/api/retry";
import { Turns } from "../../../providers/neon/api/turns";
import { NeonProvider } from "../../../providers/neon/provider";
import { leastProject, refusalOf, subjectOf } from "./provider-ground";

const now = Date.parse("2030-01-01T00:00:00Z");
const clock = { now: () => now, sleep: () => Promise.resolve() };

function pauseFor(retryAfter: string): number {
  const reply = { status: 429, headers: { "Retry-After": retryAfter }, data: {}, config: {} };
  return pauseAfter(1, reply, clock);
}

describe("The pause between two attempts", () => {
  it("doubles up to sixteen seconds", () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7].map((attempt) => pauseAfter(attempt, undefined, clock));
    assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 16_000]);
  });

  it("is what Neon asks for, in seconds or until a date, and never negative", () => {
    assert.equal(pauseFor("30"), 30_000);
    assert.equal(pauseFor("Tue, 01 Jan 2030 00:00:05 GMT"), 5_000);
    assert.equal(pauseFor("Mon, 31 Dec 2029 23:00:00 GMT"), 0);
    assert.equal(pauseFor("soon"), 500);
  });
});

describe("Turns", () => {
  it("let one pass after the other at the same thing, also after a failure, and others at once", async () => {
    const turns = new Turns();
    const order: string[] = [];
    const step = (name: string, thing: string) =>
      turns.take(thing, async () => {
        order.push(`${name} begins`);
        await new Promise(setImmediate);
        order.push(`${name} ends`);
        if (name === "first") throw new Error("no");
        return name;
      });
    const results = await Promise.allSettled([
      step("first", "a"),
      step("second", "a"),
      step("other", "b"),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "fulfilled", "fulfilled"],
    );
    assert.isBelow(order.indexOf("first ends"), order.indexOf("second begins"));
    assert.isBelow(order.indexOf("other begins"), order.indexOf("first ends"));
    assert.isEmpty([...(turns as unknown as { last: Map<string, unknown> }).last]);
  });
});

describe("What stands between the provider and Neon", () => {
  let server: Server;
  let answer: { status: number; headers?: Record<string, string>; body: (key: string) => unknown };
  let asked: (string | undefined)[];
  const apiKey = "napi_pl4nt3d";

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url);
      const key = request.headers.authorization ?? "";
      response.writeHead(answer.status, {
        "content-type": "application/json",
        connection: "close",
        ...answer.headers,
      });
      response.end(JSON.stringify(answer.body(key)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const create = () => {
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${String(port)}`;
    const api = new NeonApi({ apiKey, baseUrl }, clock, { ...defaultTiming, attempts: 2 });
    const { signal } = new AbortController();
    return refusalOf(new NeonProvider(api).create(subjectOf("Project"), leastProject, signal));
  };

  it("has done nothing where it is not there", async () => {
    const { port } = server.address() as AddressInfo;
    server.close();
    const api = new NeonApi({ apiKey, baseUrl: `http://127.0.0.1:${String(port)}` }, clock);
    const inputs = { projectId: "p", branchId: "b", name: "app" };
    const { signal } = new AbortController();
    const work = new NeonProvider(api).create(subjectOf("Role"), inputs, signal);
    const { reason, message } = await refusalOf(work);
    assert.equal(reason, "unreachable");
    assert.include(message, "no connection");
    assert.include(message, "Check the network and the provider's baseUrl");
  });

  it("does not see the key in a message, although it was told it back", async () => {
    for (const status of [400, 401, 500]) {
      answer = { status, body: (key) => ({ code: "", message: `bad header ${key}` }) };
      const { message } = await create();
      assert.include(message, "bad header Bearer [API key]");
      assert.notInclude(message, apiKey);
    }
  });

  it("does not lead the key elsewhere", async () => {
    answer = { status: 307, headers: { location: "/elsewhere" }, body: () => ({}) };
    assert.equal((await create()).reason, "invalid");
    assert.notInclude(asked, "/elsewhere");
  });

  it("may answer with what is no JSON of Neon's", async () => {
    answer = { status: 502, body: () => "<html>" };
    const { message } = await create();
    assert.include(message, "no reason given");
    assert.include(message, "HTTP 502");
  });
});
