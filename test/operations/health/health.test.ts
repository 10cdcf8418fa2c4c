import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { readEnvironment } from "../../../operations/environment";
import { askAll, askHealth, at, byVersion, healthTargets } from "../../../operations/health/health";
import { parseHealth, usage } from "../../../operations/health/options";
import { describeHealth } from "../../../operations/health/report";
import { UsageError } from "../../../settings/usage-error";
import { fixture } from "../../support/project";

describe("the health of an environment", () => {
  let server: Server;
  let address: string;
  let asked: IncomingMessage[];
  /** Statuses that it answers in turn; the last one stays. */
  let statuses: number[];
  const waited: number[] = [];
  const patience = { wait: (seconds: number) => Promise.resolve(void waited.push(seconds)) };

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
      response.writeHead(status, status === 302 ? { location: "https://login.example/" } : {});
      response.end("well");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  beforeEach(() => {
    [asked, statuses] = [[], [200]];
    waited.length = 0;
  });
  after(() => server.close());

  it("is asked at the addresses that the manifests give its workloads", () => {
    expect(healthTargets(readEnvironment(fixture, "production"))).to.deep.equal([
      { workload: "accounts", url: "https://acme.example/api/accounts/healthz" },
      { workload: "admin", url: "https://admin.acme.example/healthz" },
      { workload: "landing-page", url: "https://acme.example/" },
      { workload: "qis-data-management", url: "https://data.acme.example/healthz" },
    ]);
    expect(() => readEnvironment(fixture, "shared")).to.throw(UsageError, "runs no workload");
  });

  it("is good where each answers 200, at once or after a while", async () => {
    const [health] = await askAll([{ workload: "web", url: `${address}/healthz` }], patience);
    expect(health).to.deep.include({ workload: "web", isHealthy: true, answer: "200" });
    expect(health?.said).to.match(/\/healthz answered 200 in \d+ ms$/);
    statuses = [503, 500, 200];
    expect(await askHealth({ workload: "web", url: address }, patience)).to.deep.include({
      isHealthy: true,
    });
    expect(waited).to.deep.equal([1, 2]);
  });

  it("is bad where one answers anything else, a redirect among it, or nothing", async () => {
    statuses = [302];
    const redirected = await askHealth({ workload: "admin", url: address }, patience);
    expect(redirected).to.deep.include({
      isHealthy: false,
      answer: "302 to https://login.example/",
    });
    expect(asked).to.have.length(4);
    statuses = [204];
    expect((await askHealth({ workload: "web", url: address }, patience)).isHealthy).to.equal(
      false,
    );
    const closed = await askHealth({ workload: "web", url: "http://127.0.0.1:1/" }, patience);
    expect(closed.answer).to.match(/^nothing \(.*(ECONNREFUSED|bad port)/);
    const text = describeHealth("staging", [redirected, closed]);
    expect(text).to.include("staging: admin, web of 2 workloads answers no 200");
    expect(text).to.include("openPaths");
  });

  it("is that of one version of a Worker, or of a deployment, where that is asked for", async () => {
    const target = { workload: "accounts", url: `${address}/api/accounts/healthz` };
    await askHealth(byVersion(target, "acme-staging-accounts", "dc8dcd28"), patience);
    expect(asked[0]?.headers["cloudflare-workers-version-overrides"]).to.equal(
      'acme-staging-accounts="dc8dcd28"',
    );
    expect(at(target, "https://a1b2.acme.pages.dev").url).to.equal(
      "https://a1b2.acme.pages.dev/api/accounts/healthz",
    );
  });

  it("is asked for by arguments that name the environment", () => {
    expect(parseHealth(["--stack", "dev", "--app", "admin", "--json"])).to.deep.equal({
      stack: "dev",
      workload: "admin",
      url: undefined,
      json: true,
    });
    expect(parseHealth(["-h"])).to.equal("help");
    for (const argv of [
      [],
      ["--stack", "dev", "--url", address],
      ["--stack", "dev", "--app", "a", "--url", "x"],
    ]) {
      expect(() => parseHealth(argv)).to.throw(UsageError, usage);
    }
  });
});
