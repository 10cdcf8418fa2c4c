import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type * as Hook from "../../functions/verify-deployment/index.mjs" with {
  "resolution-mode": "import",
};
import { folderForAll } from "../support/temporary-folder";
import { fakeAws, installFakeSdk } from "./aws-sdk";

const host = "admin.staging.acme.example";
const event = {
  executionDetails: { serviceArn: "arn:aws:ecs:eu-west-1:222222222222:service/acme/admin" },
  hookDetails: {
    url: `https://${host}/healthz`,
    header: "x-release-test",
    errorRatePercent: 1,
    slowestMilliseconds: 2_000,
    good: 2,
  },
};

describe("verify-deployment before a load balancer that asks for a certificate", () => {
  const { request } = https;
  const { info, warn } = console;
  let folder: string;
  let handler: typeof Hook.handler;
  let server: https.Server;
  let callers: string[];

  folderForAll((made) => (folder = made));
  before(async () => {
    cpSync(join(__dirname, "../../functions/verify-deployment"), folder, { recursive: true });
    installFakeSdk(folder);
    ({ handler } = (await import(pathToFileURL(join(folder, "index.mjs")).href)) as typeof Hook);
    for (const authority of ["ours", "foreign"]) issue(authority);
    issue(host);
    console.info = console.warn = () => undefined;
    server = https.createServer(
      {
        ...certificate(host),
        ca: read("ours.pem"),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (asked, answer) => {
        callers.push(String(asked.headers["x-release-test"]));
        answer.end();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    https.request = ((options: https.RequestOptions) =>
      request({ ...options, host: "127.0.0.1", port, ca: read(`${host}.pem`) })) as typeof request;
  });
  beforeEach(() => {
    callers = [];
    fakeAws.ecs.answer = { services: [{ desiredCount: 1 }] };
    process.env.LOAD_BALANCER_DNS_NAME = "blue-1.eu-west-1.elb.amazonaws.com";
    process.env.CERTIFICATE_ARN = "arn:aws:secretsmanager:eu-west-1:222222222222:secret:hook";
  });
  after(() => {
    https.request = request;
    Object.assign(console, { info, warn });
    delete process.env.LOAD_BALANCER_DNS_NAME;
    delete process.env.CERTIFICATE_ARN;
    server.close();
  });

  it("is let in by the certificate in its secret, and judges the revision", async () => {
    issue("hook", "ours");
    fakeAws.secrets.answer = { SecretString: JSON.stringify(certificate("hook")) };
    expect(await handler(event)).to.deep.equal({ hookStatus: "SUCCEEDED" });
    expect(fakeAws.secrets.asked).to.deep.equal({ SecretId: process.env.CERTIFICATE_ARN });
    expect(callers).to.deep.equal(Array(21).fill("1"));
  });

  for (const [what, secret] of [
    ["another authority's", () => (issue("other", "foreign"), certificate("other"))],
    ["no certificate", () => ({ cert: "", key: "" })],
    ["a secret without one", () => ({ password: "hunter2" })],
  ] as const) {
    it(`reaches no revision by ${what}, and lets none pass`, async () => {
      fakeAws.secrets.answer = { SecretString: JSON.stringify(secret()) };
      const answer = await handler(event);
      expect(answer).to.have.nested.property("hookDetails.attempt", 2);
      expect(callers).to.deep.equal([]);
    });
  }

  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const certificate = (name: string) => ({ cert: read(`${name}.pem`), key: read(`${name}.key`) });

  /** A certificate and its key as files, of an authority or, without one, of its own. */
  function issue(name: string, authority?: string): void {
    const by =
      authority === undefined ? [] : ["-CA", `${authority}.pem`, "-CAkey", `${authority}.key`];
    const how = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...by];
    const what = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
    execFileSync("openssl", [...how, ...what, "-keyout", `${name}.key`, "-out", `${name}.pem`], {
      cwd: folder,
      stdio: "ignore",
    });
  }
});
