import { expect } from "chai";
import { deployed } from "./support/deployed";
import { attempt, changesOf, operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { compareWithClouds, stateOf, verifyState } from "./support/state";

describeEngine("two `up` of one stack at once", () => {
  let sandbox: TemporarySandbox;
  before(async () => {
    sandbox = await deployed("pr-7");
  });
  after(() => {
    sandbox.dispose();
  });

  it("end with one done, the other refused by name, and a sound state", async () => {
    const [first, second] = [await sandbox.open("pr-7"), await sandbox.open("pr-7")];
    const ended = await Promise.all([attempt(first.stack, "up"), attempt(second.stack, "up")]);
    const refused = ended.filter(({ failure }) => failure !== undefined);
    expect(refused).to.have.lengthOf(1);
    expect(refused[0]?.failure?.message).to.match(
      /the stack is currently locked by 1 lock\(s\).*\n?.*created by .+ \(pid \d+\)/s,
    );
    const state = await stateOf(first.stack);
    expect(verifyState(state)).to.deep.equal([]);
    expect(compareWithClouds(state, sandbox.folder)).to.deep.equal([]);
    expect(changesOf(await operate(first.stack, "up"))).to.deep.equal([]);
  });
});
