import { assert } from "chai";
import { isUnreadable } from "../../operations/stack/sidecars";
import { sampleRoot } from "../support/project";
import { describeEngine } from "./support/sandbox";
import { changedProject, smallProject, twoServicesProject } from "./support/small-project";
import { seed, seededSample, seedNote, share } from "./support/share";
import { verifyState } from "./support/state";
import { type Start, Trial } from "./support/trial";

const kills = ["kill-before", "kill-after", "kill-replied"] as const;

/** One run that is cut short. */
interface Case {
  readonly kill: (typeof kills)[number];
  /** Which of the operations that create, update or delete something. */
  readonly number: number;
}

/** How many of the operations; `Infinity` for each of them. */
interface Share {
  readonly seeded: number;
  readonly full: number;
}

describeEngine(
  "The engine, killed with SIGKILL before, after or while noting an operation, then recovered and run again",
  () => {
    const everyOne = { seeded: 1, full: Infinity };
    survives("the first up of pr-7 with one service", everyOne, () => ({
      stack: "pr-7",
      operation: "up",
      root: smallProject(),
    }));
    survives("an up of pr-7 that replaces, updates and deletes", everyOne, () => ({
      stack: "pr-7",
      operation: "up",
      root: changedProject(),
      before: twoServicesProject(),
    }));
    survives("the destroy of pr-7 with one service", everyOne, () => {
      const root = smallProject();
      return { stack: "pr-7", operation: "destroy", root, before: root };
    });
    survives("the first up of production", { seeded: 1, full: 50 }, () => ({
      stack: "production",
      operation: "up",
      root: sampleRoot(),
    }));
  },
);

function survives(title: string, cases: Share, start: () => Start): void {
  describe(title, () => {
    let trial: Trial | undefined;
    after(() => trial?.dispose());

    it("ends as if nothing had happened: nothing left over, made twice or lost", async function () {
      this.timeout(0);
      trial = await Trial.prepare(start());
      const all = casesOf(trial.changes);
      const chosen = seededSample(all, share(cases), title);
      for (const { kill, number } of chosen) {
        try {
          await recovers(trial, { kill, number });
        } catch (error) {
          const at = `${kill} change * ${String(number)}`;
          throw new Error(`${at}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      const operations = `${String(trial.changes)} operations`;
      this.runnable().title += ` (${String(chosen.length)} kills at ${operations}, ${seedNote})`;
    });
  });
}

async function recovers(trial: Trial, { kill, number }: Case): Promise<void> {
  await trial.disturb([
    { happening: kill, operation: "change", type: "*", first: number, times: 1 },
  ]);
  assert.deepEqual(await problemsLeft(trial), [], "after the kill");
  const { lost } = await trial.recover();
  assert.isEmpty(lost, lost.map(({ urn }) => `${urn} is said to be lost`).join("\n"));
  assert.deepEqual(verifyState(await trial.state()), [], "after the recovery");
  const again = await trial.again();
  assert.isUndefined(again.failure, again.output);
  await trial.assertConverged();
}

/** What is wrong with the state that the kill left, where it can be read: else recover has to make it readable. */
async function problemsLeft(trial: Trial): Promise<readonly string[]> {
  try {
    return verifyState(await trial.state());
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

/** Every operation, each killed in one of the ways, which the seed shifts. */
function casesOf(changes: number): readonly Case[] {
  return Array.from({ length: changes }, (_, index) => ({
    kill: kills[(index + seed) % kills.length] ?? "kill-after",
    number: index + 1,
  }));
}
