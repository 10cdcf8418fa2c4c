import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createAdmin } from "../src/server.js";

const settings = {
  title: "Rice & <spice>",
  environment: "staging",
  version: "1.2.0",
  token: "open:up",
};

async function ask(
  path: string,
  {
    method = "GET",
    password,
    token = settings.token,
    emailOf,
  }: {
    method?: string;
    password?: string;
    token?: string;
    emailOf?: (assertion: string | undefined) => Promise<string | undefined>;
  } = {},
): Promise<Response> {
  const server = createAdmin({ ...settings, token, emailOf });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const signIn = Buffer.from(`operator:${password ?? ""}`).toString("base64");
    return await fetch(`http://127.0.0.1:${String(port)}${path}`, {
      method,
      headers: {
        connection: "close",
        ...(emailOf !== undefined && { "cf-access-jwt-assertion": "signed" }),
        ...(password !== undefined && { authorization: `Basic ${signIn}` }),
      },
    });
  } finally {
    server.close();
  }
}

describe("admin", () => {
  it("says that it is healthy to anybody", async () => {
    const answer = await ask("/healthz");
    expect([answer.status, await answer.text()]).to.deep.equal([200, "ok\n"]);
  });

  it("shows an operator which release runs where", async () => {
    const answer = await ask("/release.json", { password: "open:up" });
    expect(await answer.json()).to.deep.equal({ environment: "staging", version: "1.2.0" });
  });

  it("shows nothing to anybody else", async () => {
    for (const path of ["/", "/release.json", "/missing"]) {
      expect((await ask(path)).status, path).to.equal(401);
      expect((await ask(path, { password: "open:uP" })).status, path).to.equal(401);
    }
  });

  it("lets nobody in while it has no token", async () => {
    expect((await ask("/", { password: "", token: "" })).status).to.equal(401);
  });

  it("shows nothing to whom the login did not let in, whatever token he has", async () => {
    const nobody = () => Promise.resolve(undefined);
    for (const path of ["/", "/release.json", "/missing"]) {
      expect((await ask(path, { password: "open:up", emailOf: nobody })).status).to.equal(403);
    }
    expect((await ask("/healthz", { emailOf: nobody })).status).to.equal(200);
  });

  it("still asks for the token whom the login let in", async () => {
    const emailOf = (assertion: string | undefined) =>
      Promise.resolve(assertion === "signed" ? "ada@example.com" : undefined);
    expect((await ask("/", { emailOf })).status).to.equal(401);
    expect((await ask("/", { password: "open:up", emailOf })).status).to.equal(200);
  });

  it("lets nobody in while nobody can be told apart", async () => {
    const emailOf = () => Promise.reject(new Error("no keys"));
    expect((await ask("/", { password: "open:up", emailOf })).status).to.equal(503);
  });

  it("writes text into its page as text", async () => {
    const page = await (await ask("/", { password: "open:up" })).text();
    expect(page).to.contain("Rice &#38; &#60;spice&#62;");
  });

  it("only reads", async () => {
    const answer = await ask("/", { method: "POST", password: "open:up" });
    expect([answer.status, answer.headers.get("allow")]).to.deep.equal([405, "GET, HEAD"]);
  });
});
