import { assert } from "chai";
import { resources } from "../../providers/neon/resources/resources";
import { type Disturbance, disturbances } from "./support/neon-disturbance";
import { NeonWorlds, type Phase, phases, type WorldPlan } from "./support/neon-worlds";
import { describeEngine } from "./support/sandbox";
import { isFull, randomFrom, seed, seedNote } from "./support/share";

/** Requests that a phase has at least. */
const fewest: Readonly<Record<Phase, number>> = { up: 40, update: 30, destroy: 18 };

/**
 * Requests at the end of an update by which the engine deletes what it has replaced. It leaves them to the next update when
 * anything has failed, so that they are disturbed in a run in which nothing fails before.
 */
const deletions = 2;

/** Seconds after which a reply is past the deadline; far more than anything else takes. */
const deadlineSeconds = 60;

describeEngine("A request of the Neon provider that goes wrong, on the engine", () => {
  if (isFull) {
    let calls: Readonly<Record<Phase, number>> = fewest;

    it("is each of those that a program with one of everything needs", async function () {
      this.timeout(0);
      const counted = await survives([{ name: "calm", disturbed: {} }]);
      for (const phase of phases) assert.isAtLeast(counted[phase], fewest[phase]);
      calls = counted;
      this.runnable().title += ` (${JSON.stringify(calls)})`;
    });

    for (const disturbance of disturbances) {
      it(`${disturbance.title}: mended by the next up, at each request`, async function () {
        this.timeout(0);
        const early = { ...calls, update: calls.update - deletions };
        const plans = Array.from({ length: Math.max(...Object.values(early)) }, (_, index) =>
          planOf(index + 1, disturbance, early),
        );
        await survives(plans, disturbance);
        const late = Array.from({ length: deletions }, (_, index) => calls.update - index);
        await survives(
          late.map((call) => planOf(call, disturbance, { up: 0, update: call, destroy: 0 })),
          disturbance,
        );
        this.runnable().title += ` (${JSON.stringify(calls)})`;
      });
    }
    return;
  }

  it("is mended by the next up, at some of the requests", async function () {
    this.timeout(0);
    const quick = disturbances.filter(({ takesTime }) => takesTime !== true);
    const random = randomFrom(`${String(seed)}|Neon's faults`);
    const drawn = <Element>(list: readonly Element[]): Element =>
      list[Math.floor(random() * list.length)] as Element;
    const plans = quick.map((disturbance) => ({
      name: `w${String(quick.indexOf(disturbance))}`,
      disturbed: Object.fromEntries(
        phases.map((phase) => [
          phase,
          { disturbance: drawn(quick), call: 1 + Math.floor(random() * fewest[phase]) },
        ]),
      ),
    }));
    await survives(plans);
    this.runnable().title += ` (${String(plans.length * phases.length)} faults in ${String(resources.length)} types, ${seedNote})`;
  });
});

/** @returns how many requests the first world took. */
async function survives(
  plans: readonly WorldPlan[],
  slow?: Disturbance,
): Promise<Readonly<Record<Phase, number>>> {
  const worlds = await NeonWorlds.open(
    plans,
    slow?.takesTime === true ? deadlineSeconds : undefined,
  );
  try {
    for (const phase of phases) {
      const problems = await worlds.live(phase);
      assert.isEmpty(problems, `${phase}:\n${problems.join("\n")}`);
    }
    const [up = 0, update = 0, destroy = 0] = phases.map((phase) => worlds.calls.get(phase));
    return { up, update, destroy };
  } finally {
    await worlds.close();
  }
}

function planOf(
  call: number,
  disturbance: Disturbance,
  calls: Readonly<Record<Phase, number>>,
): WorldPlan {
  const within = phases.filter((phase) => call <= calls[phase]);
  return {
    name: `w${String(call)}`,
    disturbed: Object.fromEntries(within.map((phase) => [phase, { disturbance, call }])),
  };
}
