import { expect } from "chai";
import { messageOf } from "../../../operations/notify/message";
import { newsOf, type Occasion } from "../../../operations/notify/news";
import { parseNotify } from "../../../operations/notify/options";
import { tell } from "../../../operations/notify/tell";
import { OpenRelease } from "../../../operations/release/open-release";
import { tellerOf } from "../../../operations/release/teller";
import type { ReleaseEvent, World } from "../../../operations/release/world";
import type { ReleaseRecord } from "../../../rollout/stages/journal";
import { begun } from "../../../rollout/stages/machine";
import { readEnvironment } from "../../../operations/environment";
import { UsageError } from "../../../settings/usage-error";
import { sampleRoot } from "../../support/project";

const build = { version: "1.5.0", commit: "c".repeat(40), digest: `sha256:${"d".repeat(64)}` };
const pace = { watch: 60, bake: 0, errorRate: 0.01, settle: 0 };
const record: ReleaseRecord = begun({
  ...{ number: 7, kind: "release", by: { name: "ama", url: "https://github.example/runs/9" } },
  ...{ startedAt: 0, since: 0, isDone: false, failures: 0 },
  changes: [{ workload: "accounts", target: "cloudflare-worker", to: build, pace }],
});

describe("Notifications of a release", () => {
  const sent = async (stack: string, occasion: Occasion, of = record) => {
    const topics: string[] = [];
    const spec = readEnvironment(sampleRoot(), stack);
    const stakeholders = stack === "staging" ? ["product@acme.example"] : [];
    const alerts = { ...spec.alerts, stakeholders };
    await tell({ ...spec, alerts }, newsOf(stack, occasion, of), (topic) => {
      topics.push(topic.split(":").at(-1)?.split(`${stack}-`).at(-1) ?? "");
      return Promise.resolve();
    });
    return topics;
  };

  it("wake people for production alone, and tell stakeholders how a release of staging ended", async () => {
    expect(await sent("production", "going back")).to.deep.equal(["critical"]);
    expect(await sent("production", "held")).to.deep.equal(["critical"]);
    expect(await sent("production", "stuck")).to.deep.equal(["critical"]);
    expect(await sent("production", "left")).to.deep.equal(["critical"]);
    expect(await sent("production", "verified")).to.deep.equal(["warning"]);
    expect(await sent("staging", "going back")).to.deep.equal(["warning"]);
    expect(await sent("staging", "verified")).to.deep.equal(["warning", "releases"]);
    expect(await sent("dev", "taken back")).to.deep.equal(["warning"]);
    expect(await sent("dev", "verified")).to.deep.equal([]);
  });

  it("name the release, the environment, who, and what next", () => {
    const held = { ...record, held: "accounts: nothing was counted yet" };
    const { subject, message } = messageOf(newsOf("production", "held", held));
    const { default: chat, email } = JSON.parse(message) as Record<"default" | "email", string>;
    expect(subject).to.equal("production: release 7 waits for a person");
    expect(email.split("\n")).to.deep.equal([
      "production: release 7 waits for a person",
      "",
      "accounts 1.5.0 (dddddddddddd). accounts: nothing was counted yet",
      "By ama (https://github.example/runs/9)",
      "",
      'Decide: make release-resume ENV=production SAY=promote REASON="<reason>", or SAY=back',
    ]);
    expect(JSON.parse(chat)).to.deep.include({ version: "1.0", source: "custom" });
  });

  it("let nothing of a name or reason act on chat, mail or terminal", () => {
    const by = { name: "<!channel>\u001b[31m & co" };
    const reason = "see <https://evil.example|here>\nBcc: all@acme.example\u202e";
    const { subject, message } = messageOf(
      newsOf("staging", "taken back", { ...record, by, reason }),
    );
    const { default: chat, email } = JSON.parse(message) as Record<"default" | "email", string>;
    expect(`${chat}${email}`).to.not.match(/[\u001b\u202e]/);
    expect(chat).to.not.match(/[<>]/);
    expect(chat).to.include("&lt;!channel&gt;").and.include("&amp; co");
    expect(email).to.include("here> Bcc: all@acme.example");
    expect(subject).to.match(/^[\x20-\x7e]{1,100}$/);
  });

  it("come from the release itself, and keep it up where nobody can be told", async () => {
    const spec = readEnvironment(sampleRoot(), "production");
    const [subjects, failures]: [string[], string[]] = [[], []];
    const events: ReleaseEvent[] = [];
    const journal = { write: () => Promise.resolve("1") };
    const world = { journal, tell: (event: ReleaseEvent) => events.push(event) };
    await OpenRelease.begin(world as unknown as World, undefined, record);
    const ended = { at: 9, stage: "verified", kind: "ended", says: "" } as const;
    events.push({ ...ended, record: { ...record, outcome: "verified" } });
    events.push({ ...ended, record: { ...record, kind: "rollback", outcome: "taken back" } });
    for (const denied of [false, true]) {
      const teller = tellerOf(
        spec,
        (_, { subject }) => {
          subjects.push(subject);
          return denied ? Promise.reject(new Error("AccessDenied")) : Promise.resolve();
        },
        (says) => failures.push(says),
      );
      for (const event of events) await teller(event);
    }
    expect(subjects.slice(0, 3)).to.deep.equal([
      "production: release 7 has begun",
      "production: release 7 is verified",
      "production: rollback 7 is done",
    ]);
    expect(failures).to.have.lengthOf(3);
    expect(failures[0]).to.equal('nobody was told that it is "begun": Error: AccessDenied');
  });

  it("are asked for with the job's status, and by no other word", () => {
    const asked = ["--stack", "staging", "--event", "drill", "--outcome", "failure"];
    expect(parseNotify(asked)).to.include({ event: "drill", outcome: "failure" });
    expect(() => parseNotify([...asked.slice(0, 5), "fine"])).to.throw(UsageError, "success");
    expect(() => parseNotify([...asked, "--event", "$(id)"])).to.throw(UsageError, "a word");
  });
});
