import { assert } from "chai";
import fc from "fast-check";
import { resources } from "../../../providers/neon/resources/resources";
import { Incomplete, Refusal } from "../../../providers/server/provider";
import type { Fault } from "../../../sandbox/neon-api/faults";
import { oneOfEach, sampleProject } from "./one-of-each";
import { Ground, type Made } from "./provider-ground";
import { some } from "../../support/some";

const faults: readonly Fault[] = [
  { kind: "throttled", retryAfterSeconds: 3 },
  { kind: "locked" },
  { kind: "refused" },
  { kind: "lost-reply" },
  { kind: "server-error", status: 500 },
  { kind: "server-error", status: 500, workDone: true },
  { kind: "server-error", status: 503 },
];

describe("The Neon provider survives whatever goes wrong once", () => {
  for (const { token } of resources) {
    const type = token.replace("neon:index:", "");

    it(`at each request that makes, reads and deletes a ${type}`, async function () {
      this.timeout(0);
      const ground = await Ground.start();
      const project = await sampleProject(ground);
      const sample = oneOfEach(ground, project).find((each) => each.type === type);
      assert.isDefined(sample);
      const before = sample.live();
      let count = 0;
      for (const fault of faults) {
        for (let nth = 1; ; nth++) {
          const when = `${JSON.stringify(fault)} at request ${String(nth)}`;
          ground.neon.faults.plan(fault, { nth });
          const made = await ground.create(type, sample.inputs);
          assert.lengthOf(sample.live(), before.length + 1, when);
          assert.deepEqual((await ground.refresh(made))?.outputs, made.outputs, when);
          await ground.delete(made);
          assert.deepEqual(sample.live(), before, when);
          if (ground.neon.faults.pending > 0) break;
          count += 1;
        }
        ground.neon.faults.clear();
      }
      assert.isAtLeast(count, faults.length * 4);
      await ground.close();
    });
  }

  it("and says what is left where too much goes wrong", async function () {
    this.timeout(0);
    const disturbance = fc.record({
      fault: fc.constantFrom(...faults),
      nth: fc.integer({ min: 1, max: 10 }),
      times: fc.integer({ min: 1, max: 9 }),
    });
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...resources.map(({ token }) => token)),
        fc.array(disturbance, { minLength: 1, maxLength: 4 }),
        async (token, disturbances) => {
          outcomes.add(await outcomeOf(token.replace("neon:index:", ""), disturbances));
        },
      ),
      { numRuns: 100 },
    );
    assert.includeMembers([...outcomes], ["made", "incomplete", "refused"]);
  });
});

interface Disturbance {
  readonly fault: Fault;
  readonly nth: number;
  readonly times: number;
}

/** How a creation ends; fails where there is more or less of it than is said, or a secret in the message. */
async function outcomeOf(
  type: string,
  disturbances: readonly Disturbance[],
): Promise<"made" | "incomplete" | "refused" | "unknown"> {
  const ground = await Ground.start();
  const project = await sampleProject(ground);
  const sample = oneOfEach(ground, project).find((each) => each.type === type);
  assert.isDefined(sample);
  const before = sample.live();
  for (const { fault, ...occasion } of disturbances) ground.neon.faults.plan(fault, occasion);
  const outcome: unknown = await ground
    .create(type, sample.inputs)
    .catch((thrown: unknown) => thrown);
  const fresh = sample.live().filter((each) => !before.includes(each));
  await ground.close();
  if (outcome instanceof Error) {
    for (const text of some(ground.neon.secrets)) assert.notInclude(outcome.message, text);
  }
  if (outcome instanceof Refusal) {
    if (outcome.reason === "outcome unknown") {
      assert.isAtMost(fresh.length, 1);
      return "unknown";
    }
    assert.isEmpty(fresh, outcome.message);
    return "refused";
  }
  const id = outcome instanceof Incomplete ? outcome.left.id : (outcome as Made).id;
  assert.lengthOf(fresh, 1);
  assert.include(id, String(fresh[0]));
  return outcome instanceof Incomplete ? "incomplete" : "made";
}
