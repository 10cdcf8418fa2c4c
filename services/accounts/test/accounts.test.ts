import { expect } from "chai";
import worker from "../src/index.js";

const env = {
  ENVIRONMENT: "dev",
  SESSION_HOURS: "12",
  SESSION_KEY: "a key that only this test knows",
  LOGIN_TOKEN: { get: () => Promise.resolve("login-service") },
};

const origin = "https://dev.acme.example/api/accounts";

function ask(path: string, init: RequestInit = {}, changed: Partial<typeof env> = {}) {
  return worker.fetch(new Request(`${origin}${path}`, init), { ...env, ...changed });
}

function login(token: string, body: string): Promise<Response> {
  return ask("/sessions", { method: "POST", headers: { authorization: `Bearer ${token}` }, body });
}

async function newToken(): Promise<string> {
  const answer = await login("login-service", '{"subject":"customer-1"}');
  expect(answer.status).to.equal(201);
  return ((await answer.json()) as { token: string }).token;
}

function whoIs(token: string, changed: Partial<typeof env> = {}): Promise<Response> {
  return ask("/session", { headers: { authorization: `Bearer ${token}` } }, changed);
}

describe("accounts", () => {
  it("says that it is healthy, and where", async () => {
    const answer = await ask("/healthz");
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.deep.equal({ status: "ok", environment: "dev" });
  });

  it("gives the login service a session that it then recognises", async () => {
    const answer = await whoIs(await newToken());
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.include({ subject: "customer-1" });
    expect(answer.headers.get("cache-control")).to.equal("no-store");
  });

  it("gives nobody else a session", async () => {
    for (const token of ["", "login-servicE", "login-service2"]) {
      expect((await login(token, '{"subject":"customer-1"}')).status, token).to.equal(401);
    }
  });

  it("gives nobody a session while the login service's token is empty", async () => {
    const empty = { LOGIN_TOKEN: { get: () => Promise.resolve("") } };
    const init = { method: "POST", body: '{"subject":"customer-1"}' };
    expect((await ask("/sessions", init, empty)).status).to.equal(401);
  });

  it("refuses a body without a proper subject", async () => {
    for (const body of ["", "null", "{}", '{"subject":7}', '{"subject":"a b"}', "x".repeat(5000)]) {
      expect((await login("login-service", body)).status, body.slice(0, 20)).to.equal(400);
    }
  });

  it("refuses a session that somebody changed", async () => {
    const [payload = "", signature = ""] = (await newToken()).split(".");
    const other = Buffer.from('{"subject":"admin","expiresAt":"2999-01-01"}').toString("base64url");
    for (const token of [`${other}.${signature}`, `${payload}.AAAA`, payload, "", "a.b", "%.%"]) {
      expect((await whoIs(token)).status, token).to.equal(401);
    }
  });

  it("refuses a session that another environment signed", async () => {
    expect((await whoIs(await newToken(), { SESSION_KEY: "staging's" })).status).to.equal(401);
  });

  it("refuses a session whose time is over", async () => {
    const answer = await ask(
      "/sessions",
      {
        method: "POST",
        headers: { authorization: "Bearer login-service" },
        body: '{"subject":"customer-1"}',
      },
      { SESSION_HOURS: "-1" },
    );
    const { token } = (await answer.json()) as { token: string };
    expect((await whoIs(token)).status).to.equal(401);
  });

  it("knows no other resource", async () => {
    expect((await ask("/users")).status).to.equal(404);
    expect((await ask("/healthz", { method: "POST" })).status).to.equal(404);
  });
});
