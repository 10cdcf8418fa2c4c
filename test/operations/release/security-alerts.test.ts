import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { JsonApi } from "../../../operations/json-api";
import { look } from "../../../operations/release/perform";
import { ownSecurityAlerts, securityAlerts } from "../../../operations/release/security-alerts";
import type { World } from "../../../operations/release/world";
import type { ReleaseRecord } from "../../../rollout/stages/journal";
import { next } from "../../../rollout/stages/machine";

const startedAt = Date.parse("2026-11-30T12:00:00Z") / 1_000;

/** Forms: GitHub REST, "List code scanning alerts for a repository" and "List secret scanning alerts for a repository". */
const finding = (created_at: string) => ({
  number: 4,
  created_at,
  html_url: "https://github.com/acme/platform/security/code-scanning/4",
  state: "open",
  rule: {
    id: "js/sql-injection",
    description: "SQL injection",
    security_severity_level: "critical",
  },
});
const secret = (created_at: string) => ({
  number: 2,
  created_at,
  html_url: "https://github.com/acme/platform/security/secret-scanning/2",
  secret_type: "aws_secret_access_key",
  secret_type_display_name: "AWS key",
});

describe("critical security alerts", () => {
  let server: Server;
  let address: string;
  let api: JsonApi;
  let answers: Record<string, unknown>;
  const asked: string[] = [];

  before(async () => {
    server = createServer(({ url = "" }, response) => {
      asked.push(url);
      const [, answer] = Object.entries(answers).find(([part]) => url.includes(part)) ?? [];
      response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? { message: "no analysis found" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    api = new JsonApi({ name: "GitHub", address, headers: {}, wait: () => Promise.resolve() });
  });
  after(() => server.close());

  it("are those that GitHub raised since the release began, of code and of secrets", async () => {
    answers = {
      "code-scanning": [finding("2026-11-30T12:05:00Z"), finding("2026-11-30T11:59:59Z")],
      "secret-scanning": [secret("2026-11-30T12:00:00Z")],
    };
    asked.length = 0;
    expect(await securityAlerts(api, "acme/platform")(startedAt)).to.deep.equal([
      "SQL injection (https://github.com/acme/platform/security/code-scanning/4)",
      "AWS key in the repository (https://github.com/acme/platform/security/secret-scanning/2)",
    ]);
    expect(asked.find((url) => url.includes("code-scanning"))).to.contain("severity=critical");
  });

  it("are none in a repository that has neither turned on, and asked for once a minute", async () => {
    answers = {};
    asked.length = 0;
    let now = 0;
    const alerts = securityAlerts(api, "acme/platform", () => now);
    for (now of [0, 15, 59]) expect(await alerts(startedAt)).to.deep.equal([]);
    expect(asked).to.have.length(2);
    now = 60;
    await alerts(startedAt);
    expect(asked).to.have.length(4);
  });

  describe("of a release that waits", () => {
    const record = (more: Partial<ReleaseRecord>): ReleaseRecord => ({
      ...{ number: 2, kind: "release", by: { name: "ann" }, startedAt, changes: [] },
      ...{
        stage: "containers",
        reached: "containers",
        steps: [],
        isDone: true,
        since: startedAt,
        failures: 0,
      },
      ...more,
    });
    const seeing = async (found: () => Promise<readonly string[]>, of: ReleaseRecord) => {
      const world = { securityAlerts: found, picture: () => Promise.reject(new Error()) };
      return next(of, await look(world as unknown as World, of), startedAt + 60);
    };
    const raised = () => Promise.resolve(["SQL injection (page)"]);

    it("take it back, and say which", async () => {
      const step = await seeing(raised, record({}));
      expect(step).to.include({
        kind: "turn",
        says: "critical security alert: SQL injection (page)",
      });
    });

    it("do not stop it where GitHub can't be asked, which is said once", async () => {
      answers = { "": { message: "of no documented form" } };
      const said: string[] = [];
      const env = { GITHUB_TOKEN: "t", GITHUB_API_URL: address };
      const alerts = ownSecurityAlerts("acme/platform", env, (text) => said.push(text));
      for (let looked = 0; looked < 2; looked += 1) {
        const step = await seeing(() => alerts(startedAt), record({}));
        expect(step.kind).to.equal("wait");
      }
      expect(said).to.have.length(1);
      expect(said[0]).to.contain("security alerts are not looked for: GitHub: GET ");
    });

    it("change nothing of a way back, or of a switch of cells", async () => {
      const back = record({ stage: "containers back", reached: "sites", reason: "slow" });
      expect((await seeing(raised, back)).kind).to.equal("wait");
      const cells = { from: "blue", to: "green" } as const;
      const moved = record({ kind: "switch", cells, stage: "steady", reached: "steady" });
      expect((await seeing(raised, moved)).kind).to.equal("wait");
    });
  });
});
