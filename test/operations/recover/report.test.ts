import { expect } from "chai";
import type { Recovery } from "../../../operations/recover/recover";
import { describe as report, exitCodeOf } from "../../../operations/recover/report";

const resource = { urn: "urn:pulumi:dev::a", type: "aws:ec2/vpc:Vpc", name: "network" };
const sighting = { urn: resource.urn, importId: "vpc-1", id: "vpc-1", outputs: {} };
const clean: Recovery = { stack: "dev", creations: [], settled: [], lost: [], done: true };

describe("what recover reports", () => {
  it("says that there was nothing to do, and how to go on", () => {
    expect(report(clean)).to.equal(
      "dev: the state is what the clouds have\nNext: pulumi up --stack dev\n",
    );
    expect(exitCodeOf(clean)).to.equal(0);
  });

  it("names what was adopted and what was forgotten, and why", () => {
    const recovery: Recovery = {
      ...clean,
      lockBroken: "ada on laptop",
      creations: [
        { ...resource, decision: { kind: "adopt", because: "it was made", sighting } },
        { ...resource, decision: { kind: "forget", because: "it was never made" } },
      ],
      settled: [{ ...resource, operation: "updating", isThere: false }],
    };
    expect(report(recovery).split("\n")).to.deep.equal([
      "dev: 2 creations were cut off, 1 other operation was cut off",
      "  broke the lock of ada on laptop",
      '  adopted     aws:ec2/vpc:Vpc "network", which is vpc-1',
      '  forgotten   aws:ec2/vpc:Vpc "network": it was never made',
      '  read again  aws:ec2/vpc:Vpc "network", cut off while updating: it is gone',
      "Next: pulumi up --stack dev",
      "",
    ]);
    expect(exitCodeOf(recovery)).to.equal(0);
  });

  it("gives a person the options to choose from", () => {
    const decision = { kind: "ask", because: "there are 2", choices: ["vpc-1", "vpc-2"] } as const;
    const recovery: Recovery = { ...clean, done: false, creations: [{ ...resource, decision }] };
    const text = report(recovery);
    expect(text).to.include("--adopt 'urn:pulumi:dev::a=vpc-1'");
    expect(text).to.include("--adopt 'urn:pulumi:dev::a=vpc-2'");
    expect(text).to.include("--forget 'urn:pulumi:dev::a'");
    expect(text).to.include("Nothing was changed. Look, decide");
    expect(exitCodeOf(recovery)).to.equal(1);
  });

  it("is loud about data that is lost", () => {
    const recovery: Recovery = { ...clean, lost: [{ ...resource, id: "vpc-1" }] };
    expect(report(recovery)).to.include("LOST");
    expect(report(recovery)).to.not.include("Next: pulumi up");
    expect(exitCodeOf(recovery)).to.equal(1);
  });

  it("says of a dry run that nothing was changed", () => {
    const decision = { kind: "adopt", because: "it was made", sighting } as const;
    const recovery: Recovery = { ...clean, done: false, creations: [{ ...resource, decision }] };
    expect(report(recovery)).to.include("Nothing was changed: this was a dry run.");
    expect(exitCodeOf(recovery)).to.equal(0);
  });

  it("says what it could not look for, and goes on", () => {
    const text = report({ ...clean, unplanned: "live: got purple" });
    expect(text).to.include("since its preview failed: live: got purple");
    expect(text).to.include("Next: pulumi up");
    expect(exitCodeOf({ ...clean, unplanned: "live: got purple" })).to.equal(0);
  });
});
