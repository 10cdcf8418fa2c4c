import { expect } from "chai";
import { type Drift, forbidsUp, forgottenIn } from "../../operations/drift/drift";
import { parseDrift, usage } from "../../operations/drift/options";
import { describeDrift } from "../../operations/drift/report";
import { UsageError } from "../../settings/usage-error";

const none: Drift = {
  lost: [],
  gone: [],
  changed: [],
  unseen: [],
  unasked: [],
  forgotten: [],
  orphans: [],
  stragglers: [],
};
const orphan = {
  urn: "urn:network",
  type: "aws:ec2/vpc:Vpc",
  name: "network",
  decision: {
    kind: "ask",
    because: "there are 2 objects like it",
    choices: ["vpc-1", "vpc-2"],
  },
} as const;
const at = new Date("2026-01-02T03:04:05Z");
const refresh = (gone: number) =>
  ({
    kind: "refresh",
    result: "succeeded",
    resourceChanges: { delete: gone },
    endTime: at,
  }) as const;
const up = (result: "succeeded" | "failed") =>
  ({ kind: "update", result, resourceChanges: { same: 1 }, endTime: at }) as const;

describe("drift", () => {
  it("is looked for in the stack that the arguments name, and in no other way", () => {
    expect(parseDrift(["--stack", "dev"])).to.deep.equal({ stack: "dev" });
    expect(parseDrift(["--help"])).to.equal("help");
    for (const argv of [[], ["--stack", " "], ["--stack", "dev", "--now"], ["dev"]]) {
      expect(() => parseDrift(argv)).to.throw(UsageError, usage);
    }
  });

  it("takes a refresh that dropped something for a loss until an `up` has succeeded", () => {
    expect(forgottenIn([refresh(1), up("succeeded")])).to.deep.equal([at]);
    expect(forgottenIn([up("failed"), refresh(1), up("succeeded")])).to.deep.equal([at]);
    expect(forgottenIn([up("failed"), refresh(1), refresh(2)])).to.deep.equal([at, at]);
    expect(forgottenIn([up("succeeded"), refresh(1)])).to.deep.equal([]);
    expect(forgottenIn([refresh(0), up("succeeded")])).to.deep.equal([]);
    expect(forgottenIn([])).to.deep.equal([]);
  });

  it("forbids an `up` where data is gone or forgotten, or something would be there twice, and only there", () => {
    expect(forbidsUp({ ...none, gone: ["a b"], changed: ["c d"] })).to.equal(false);
    expect(forbidsUp({ ...none, lost: ["a b"] })).to.equal(true);
    expect(forbidsUp({ ...none, unseen: ["urn"] })).to.equal(true);
    expect(forbidsUp({ ...none, unasked: ["urn"] })).to.equal(false);
    expect(forbidsUp({ ...none, forgotten: [at] })).to.equal(true);
    expect(forbidsUp({ ...none, orphans: [orphan] })).to.equal(true);
  });

  it("names services that run something else, and how the next `up` deploys them again", () => {
    const runs = { urn: "urn:web", name: "web", asked: "a/web:2", runs: "a/web:1" };
    const drift: Drift = { ...none, stragglers: [{ ...runs, lag: "another revision" }] };
    expect(describeDrift("dev", drift))
      .to.include("`make running ENV=dev AGAIN=1`")
      .and.include("  web runs web:1 where web:2 was asked for\n");
    expect(forbidsUp(drift)).to.equal(false);
  });

  it("names what is there twice after the next `up`, its ids, and the command that adopts it", () => {
    const text = describeDrift("dev", { ...none, orphans: [orphan] });
    expect(text).to.include("`make recover ENV=dev` adopts it");
    expect(text).to.include(
      "  aws:ec2/vpc:Vpc network: there are 2 objects like it: vpc-1, vpc-2\n",
    );
  });

  it("says that it has not looked for anything where the program fails", () => {
    const text = describeDrift("dev", { ...none, unplanned: "live: got purple" });
    expect(text).to.include("preview failed").and.to.include("  live: got purple\n");
  });

  it("says first what is lost and what to do", () => {
    expect(describeDrift("dev", none)).to.equal("dev: the clouds are as the state says\n");
    const lines = describeDrift("dev", {
      ...none,
      lost: ["aws:s3/bucket:Bucket documents"],
      changed: ["aws:ec2/vpc:Vpc network"],
      forgotten: [at],
    }).split("\n");
    const line = (text: string) => lines.findIndex((each) => each.includes(text));
    expect(line("Restore it")).to.be.within(0, line("  aws:s3/bucket:Bucket documents"));
    expect(line("  2026-01-02T03:04:05.000Z")).to.be.greaterThan(line("documents"));
    expect(line("  aws:ec2/vpc:Vpc network")).to.be.greaterThan(line("2026"));
  });
});
