import { expect } from "chai";
import { settleLeft } from "../../../operations/stack/orphans";

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
