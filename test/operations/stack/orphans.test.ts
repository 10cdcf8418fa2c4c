import { expect } from "chai";
import { isThere, settleLeft } from "../../../operations/stack/orphans";

const minute = 60_000;

function writtenAt(time: string): Parameters<typeof settleLeft>[0] {
  return { version: 3, deployment: { manifest: { time } } };
}

describe("how long to wait until a service surely lists what a failed `up` made", () => {
  const now = Date.parse("2026-01-02T03:04:30Z");

  it("is counted from when the engine last wrote the state", () => {
    expect(settleLeft(writtenAt("2026-01-02T03:04:00Z"), minute, now)).to.equal(30_000);
    expect(settleLeft(writtenAt("2026-01-02T03:03:00Z"), minute, now)).to.equal(0);
  });

  it("is never longer than asked for, whatever another machine's clock said", () => {
    expect(settleLeft(writtenAt("2026-01-02T04:00:00Z"), minute, now)).to.equal(minute);
    expect(settleLeft({ version: 3, deployment: null }, minute, now)).to.equal(minute);
  });
});

describe("what the plan would make a second time", () => {
  const named = { urn: "urn:a", type: "aws:ec2/vpc:Vpc", name: "a" };

  it("is what is there, and what a person has to look at", () => {
    const sighting = { urn: "urn:a", importId: "vpc-1", id: "vpc-1", outputs: {} };
    const kinds = [
      { kind: "adopt", sighting, because: "it was made" },
      { kind: "ask", because: "there are 2 objects like it", choices: ["vpc-1", "vpc-2"] },
      { kind: "forget", because: "it was never made" },
    ] as const;
    expect(kinds.map((decision) => isThere({ ...named, decision }))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });
});
