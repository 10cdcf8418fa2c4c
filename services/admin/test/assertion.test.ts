import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { expect } from "chai";
import { createAssertionReader } from "../src/assertion.js";

const login = { issuer: "https://shop.cloudflareaccess.com", audience: "admin" };
const [team, stranger] = [1, 2].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));
if (team === undefined || stranger === undefined) throw new Error("two keys are needed");

/** Noon, in the seconds of tokens. */
const noon = 1_790_000_000;
const claims = {
  iss: login.issuer,
  aud: [login.audience],
  email: "ada@example.com",
  nbf: noon - 60,
  exp: noon + 60,
};

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function token(
  changes: object = {},
  { header = {}, key = team?.privateKey }: { header?: object; key?: KeyObject | undefined } = {},
): string {
  if (key === undefined) throw new Error("a key is needed");
  const head = encoded({ alg: "RS256", kid: "first", ...header });
  const signed = `${head}.${encoded({ ...claims, ...changes })}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

/** A reader, and how often it has asked for keys. */
function reader(kids: () => readonly string[] = () => ["first"]) {
  const asked: string[] = [];
  let seconds = noon;
  const emailOf = createAssertionReader(login, {
    now: () => seconds * 1000,
    fetchKeys: (url) => {
      asked.push(url);
      const keys = kids().map((kid) => ({ ...team?.publicKey.export({ format: "jwk" }), kid }));
      return Promise.resolve({ keys });
    },
  });
  return { emailOf, asked, wait: (more: number) => (seconds += more) };
}

describe("who logged in", () => {
  it("is told by what the team's key signs for this service", async () => {
    const { emailOf, asked } = reader();
    expect(await emailOf(token())).to.equal("ada@example.com");
    expect(await emailOf(token({ aud: login.audience }))).to.equal("ada@example.com");
    expect(asked).to.deep.equal(["https://shop.cloudflareaccess.com/cdn-cgi/access/certs"]);
  });

  for (const [why, assertion] of [
    ["there is nothing", undefined],
    ["it is no token", "ada@example.com"],
    ["another key signs it", token({}, { key: stranger.privateKey })],
    [
      "it is changed afterwards",
      token().replace(/\.[^.]+\./, `.${encoded({ ...claims, aud: "admin" })}x.`),
    ],
    [
      "it says that nobody signs it",
      `${encoded({ alg: "none", kid: "first" })}.${encoded(claims)}.`,
    ],
    ["it chooses another algorithm", token({}, { header: { alg: "HS256" } })],
    ["it is another service's", token({ aud: ["data"] })],
    ["it is another team's", token({ iss: "https://else.cloudflareaccess.com" })],
    ["it has ended", token({ exp: noon })],
    ["it never ends", token({ exp: undefined })],
    ["it has not begun", token({ nbf: noon + 1 })],
    ["it is a machine's", token({ email: undefined })],
  ] as const) {
    it(`is nobody where ${why}`, async () => {
      expect(await reader().emailOf(assertion)).to.equal(undefined);
    });
  }

  it("is told by a new key, for which it asks once a minute at most", async () => {
    let kids = ["first"];
    const { emailOf, asked, wait } = reader(() => kids);
    const rotated = token({}, { header: { kid: "second" } });
    expect(await emailOf(token())).to.equal("ada@example.com");
    kids = ["first", "second"];
    expect(await emailOf(rotated)).to.equal(undefined);
    expect(asked).to.have.length(1);
    wait(59);
    expect(await emailOf(token({ exp: noon + 300 }))).to.equal("ada@example.com");
    wait(1);
    expect(await emailOf(token({ exp: noon + 300 }, { header: { kid: "second" } }))).to.equal(
      "ada@example.com",
    );
    expect(asked).to.have.length(2);
  });
});
