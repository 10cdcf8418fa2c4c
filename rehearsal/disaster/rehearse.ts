import program = require("../../index");
import { readEnvironment } from "../../operations/environment";
import { follow, type Followed, lookAt } from "../../operations/disaster/follow";
import { describeStep, spelled } from "../../operations/disaster/report";
import { type ScenarioName, scenarios } from "../../operations/disaster/scenarios";
import type { About } from "../../operations/disaster/scenarios/about";
import { secondsOf, type Step, targets, type World } from "../../operations/disaster/step";
import { revealMap } from "../../preview/report/tree";
import { recordStack } from "../../preview/run/record-stack";
import { SettingsError } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import { type CorruptibleDatabase, openDatabase } from "./database";
import { type Declared, FailingClouds } from "./clouds";

/** What came of a rehearsal, in seconds of the environment. */
export interface Rehearsed {
  /** From the failure until every step that counts to the scenario's target was verified. */
  readonly seconds: number;
  readonly within: number;
  /** What did not come out as it has to. */
  readonly problems: readonly string[];
}

/** Seconds until a person has seen that something fails, and has decided. */
const decisionSeconds = 60;

/** One disaster, what `make disaster` does about it, and its way back, on clouds that fail as they are declared. */
export async function rehearseDisaster(
  root: string,
  stack: string,
  wish: { readonly scenario: ScenarioName; readonly isDecided: boolean },
  tell: (line: string) => void,
): Promise<Rehearsed> {
  const spec = readEnvironment(root, stack);
  const isProtected = spec.database?.kind === "durable" && spec.database.protectedBranch;
  const database = wish.scenario === "corruption" ? await openDatabase(isProtected) : undefined;
  try {
    const [workload = ""] = spec.containerServices.map(({ name }) => name);
    const runs = { workload, version: "1.1.0" };
    const clouds = new FailingClouds(await declaredBy(root, stack), spec, runs);
    const about = {
      ...{ spec, at: database?.moment, version: `${workload}@1.0.0`, reason: undefined },
      ...{ projections: ["orders"], drilledSeconds: undefined, isDecided: false },
    };
    return await play({ ...wish, about, clouds, database, tell });
  } finally {
    await database?.close();
  }
}

interface Stage {
  readonly scenario: ScenarioName;
  readonly isDecided: boolean;
  readonly about: About;
  readonly clouds: FailingClouds;
  readonly database: CorruptibleDatabase | undefined;
  readonly tell: (line: string) => void;
}

async function play(stage: Stage): Promise<Rehearsed> {
  const { scenario: name, isDecided, about, clouds, database, tell } = stage;
  const looking = scenarios[name](about);
  const decided = scenarios[name]({ ...about, isDecided: true });
  const world = clouds.world({ ...(database && { database: database.history }), tell });
  const before = await database?.content();

  tell(`\n${looking.means}. It fails:`);
  await fail(stage);
  const broken = await database?.content();
  await world.clock.sleep(decisionSeconds);
  if (name === "region" && !isDecided) {
    while (!(await lookAt(world, looking.steps[0]?.look)).holds) await world.clock.sleep(5);
  }
  const there = await told((isDecided ? decided : looking).steps, world);
  const all = there.at(-1)?.became === "left" ? await told(decided.steps, world) : there;
  const after = await database?.content();

  if (decided.back.length > 0) tell("\nThe way back:");
  if (name === "region") clouds.setHome(false);
  const back = await told(decided.back, world);
  const { target } = looking;
  const counted = all.filter(({ step }) => target === "everything" || step.target === target);
  return {
    ...{ seconds: counted.at(-1)?.ended ?? 0, within: targets[target] },
    problems: [
      ...[...all, ...back].flatMap(({ became, step, says }) =>
        became === "left" ? [`${step.title}: ${says}`] : [],
      ),
      ...(after === before ? [] : [`the database has ${after ?? ""}, expected ${before ?? ""}`]),
      ...((await database?.content()) === broken ? [] : ["the way back led elsewhere"]),
    ],
  };
}

/** Follows steps, and shows when each began and ended. */
function told(steps: readonly Step[], world: World): Promise<readonly Followed[]> {
  return follow(steps, world, (step) => {
    const at = spelled(world.clock.now()).padStart(12);
    world.tell(`${at}  ${describeStep(step).replaceAll("\n", "\n".padEnd(15))}`);
    // What the clouds do by themselves takes its time there; all else, what is known of it.
    if (!("became" in step) && step.decides !== "cloud") {
      void world.clock.sleep(secondsOf([step], "everything"));
    }
  });
}

async function fail({ scenario, clouds, database }: Stage): Promise<void> {
  if (scenario === "region") clouds.setHome(true);
  if (scenario === "bug") clouds.alarms = ["errors"];
  if (scenario === "data-centre") clouds.loseZones("b");
  await database?.corrupt();
}

/** What the program declares, with the names that its clouds would answer. */
async function declaredBy(root: string, stack: string): Promise<readonly Declared[]> {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  const { registrations } = await recordStack(program, "platform", stack, config.value);
  return [...registrations.values()].map(({ type, inputs, outputs }) => ({
    type,
    properties: revealMap({ ...inputs, ...outputs }, undefined),
  }));
}
