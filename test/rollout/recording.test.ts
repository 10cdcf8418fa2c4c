import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readRecording } from "../../rollout/recorded/recording";
import { projectRoot } from "../support/project";

const start = Date.parse("2026-11-23T10:00:00Z");

interface Version {
  readonly requests: number;
  readonly errors: number;
  readonly slow: number;
  readonly sampled?: number;
}

function series(length: number, candidate: Version, changes: object = {}): string {
  const minutes = Array.from({ length }, (_, index) => ({
    at: new Date(start + 60_000 * index).toISOString(),
    candidate,
    baseline: { requests: 950, errors: 2, slow: 28 },
  }));
  const held = { errorRate: 1, monitoringPeriod: "30m" };
  const text = { service: "accounts", startedAt: "2026-11-23T10:00:00Z", ...held, minutes };
  return JSON.stringify({ ...text, ...changes });
}

const good = { requests: 100, errors: 0, slow: 3 };

describe("a recorded release", () => {
  it("counts the sample that estimates were made from", () => {
    const estimated = { requests: 10_000, errors: 200, slow: 300, sampled: 100 };
    const { release } = readRecording("it.json", series(1, estimated));
    expect(release.minutes[0]?.candidate).to.deep.equal({ requests: 100, errors: 2, slow: 3 });
  });

  it("is refused with every mistake, and the line that mends it", () => {
    const wrong = series(2, { ...good, errors: 101 }, { errorRate: 5, startedAt: "yesterday" });
    expect(() => readRecording("it.json", wrong))
      .to.throw()
      .with.property("message")
      .that.matches(/^it\.json: startedAt is "yesterday"/)
      .and.matches(/^it\.json: errorRate is 5, not a number from 0\.01 to 1/m)
      .and.matches(/^it\.json: minutes\[0\]\.candidate is/m);
  });

  it("is refused where its minutes are out of order", () => {
    const twice = JSON.parse(series(2, good)) as { minutes: { at: string }[] };
    twice.minutes.reverse();
    expect(() => readRecording("it.json", JSON.stringify(twice))).to.throw(/minutes is/);
  });
});

describe("make judge", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "judge-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function run(content: string, ...options: string[]) {
    const file = join(folder, "series.json");
    writeFileSync(file, content);
    const args = ["--import", "tsx", "tools/judge/main.ts", "--file", file, ...options];
    return spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
  }

  it("draws what was decided on one screen, and as a picture", () => {
    const svg = join(folder, "it.svg");
    const { status, stdout } = run(series(30, { ...good, errors: 6 }), "--svg", svg);
    expect(status).to.equal(1);
    const lines = stdout.split("\n");
    expect(lines[0]).to.match(/^accounts: roll back: \d+ of \d+ requests failed \(6 %\)/);
    expect(lines[2]).to.equal(`failed, release     ${"█".repeat(30)}  6 %, 1 % allowed`);
    expect(lines).to.have.lengthOf.below(24);
    expect(readFileSync(svg, "utf8")).to.match(/^<svg [^>]+>[^]+roll back[^]+<\/svg>\n$/);
  });

  it("says by its exit code what becomes of the release", () => {
    expect(run(series(30, good)).status).to.equal(0);
    const waiting = run(series(30, { requests: 3, errors: 0, slow: 0 }));
    expect(waiting.status).to.equal(4);
    expect(waiting.stdout).to.match(
      /^With this traffic it takes one of: .* of the traffic; a watch of \d+ minutes; [\d.]+ probes a second; or a person's word\.$/m,
    );
  });

  it("prints what was decided after each minute for machines", () => {
    const judgements = JSON.parse(run(series(30, good), "--json").stdout) as { outcome: string }[];
    expect(judgements.map(({ outcome }) => outcome)).to.deep.equal([
      ...Array.from({ length: 29 }, () => "hold"),
      "promote",
    ]);
  });

  it("says in a line what it can't read", () => {
    const { status, stderr } = run("{");
    expect(status).to.equal(2);
    expect(stderr)
      .to.match(/series\.json/)
      .and.not.match(/ at /);
  });
});
