import type { EnvironmentSpec } from "../../blueprint/environment";
import { runCommandLine } from "../command-line";
import { readEnvironment } from "../environment";
import { drilledSeconds, readDrills } from "../release/drills";
import { areRunning, isAlarmed, isHealthy, servicesIn } from "./clouds";
import { follow, lookAt, refusals } from "./follow";
import { type DisasterCommand, parseDisaster, usage } from "./options";
import { ownWorld } from "./own-world";
import { describePlan, describeStep, type Planned } from "./report";
import { scenarios } from "./scenarios";
import { secondsOf, type Step, type World } from "./step";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run(command: DisasterCommand): Promise<number> {
  const { stack, scenario: name, back, apply, json } = command;
  const root = process.cwd();
  const spec = readEnvironment(root, stack);
  const drilled = drilledSeconds(stack, readDrills(root));
  const scenario = scenarios[name]({ ...command, spec, drilledSeconds: drilled });
  const steps = back ? scenario.back : scenario.steps;
  const say = (text: string) => void (json ? process.stderr : process.stdout).write(`${text}\n`);
  const show = (data: unknown) =>
    void process.stdout.write(`${JSON.stringify(data, undefined, 2)}\n`);
  const world = ownWorld(spec, say);
  if (!apply) {
    const found = await detect(world, spec);
    const planned: Planned[] = [];
    for (const step of steps) planned.push({ step, look: await lookAt(world, step.look) });
    const seconds = secondsOf(steps, scenario.target);
    if (json) show({ ...scenario, steps: planned, back: undefined, found, seconds });
    else say(describePlan(scenario, planned, found));
    return exitCodes.done;
  }
  const followed = await follow(steps, world, (told) => {
    say(describeStep(told));
  });
  if (json) show(followed);
  return followed.some(({ became }) => became === "left") ? exitCodes.person : exitCodes.done;
}

/** What the clouds say of an environment, a line each; of what does not answer, that. */
async function detect(world: World, spec: EnvironmentSpec): Promise<readonly string[]> {
  const pools = spec.cells.some(({ role }) => role === "recovery")
    ? (["primary", "recovery"] as const)
    : [];
  const looks: readonly Step["look"][] = [
    ...pools.map((role) => () => isHealthy(world, spec, role)),
    () => isAlarmed(world, spec),
    ...spec.cells.map((cell) => async () => {
      const look = await areRunning(world, servicesIn(spec, cell), () => true);
      return { ...look, says: `${cell.name} (${cell.role}): ${look.says}` };
    }),
  ];
  return (await Promise.all(looks.map((look) => lookAt(world, look)))).map(({ says }) => says);
}

void runCommandLine({
  usage,
  parse: parseDisaster,
  run,
  explained: { [exitCodes.failed]: refusals },
  failed: exitCodes.failed,
});
