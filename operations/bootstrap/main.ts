import { loadSpec } from "../../settings/load-spec";
import { SettingsError } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import { visible } from "../../settings/visible";
import { UsageError } from "../../settings/usage-error";
import { runCommandLine } from "../command-line";
import { ServiceError } from "../json-api";
import { bootstrap, BootstrapError, describe } from "./bootstrap";
import { requireCredentials } from "./credentials";
import { ownWorld } from "./own-world";
import { type BootstrapCommand, parseBootstrap, usage } from "./options";
import { stepsOf } from "./steps";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run({ stack, dryRun }: BootstrapCommand): Promise<number> {
  if (stack.startsWith("pr-")) {
    throw new UsageError(`${stack} stands in dev's account: make bootstrap ENV=dev, once`);
  }
  const root = process.cwd();
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  const spec = loadSpec({ root, stack, config: config.value.values });
  const steps = stepsOf(stack, spec);
  const say = (line: string): void => {
    process.stdout.write(`${visible(line)}\n`);
  };
  if (dryRun) {
    for (const line of describe(steps)) say(line);
    return exitCodes.done;
  }
  const world = ownWorld(process.env);
  await requireCredentials(world, stack, spec);
  const { left, waits } = await bootstrap(steps, world, say);
  if (left.length === 0) say(`${stack} stands.`);
  else say(`Left for you: ${left.join("; ")}. Then again: make bootstrap ENV=${stack}`);
  if (waits) say("What comes after it waits.");
  return left.length === 0 ? exitCodes.done : exitCodes.person;
}

void runCommandLine({
  usage,
  parse: parseBootstrap,
  run,
  explained: { [exitCodes.failed]: [BootstrapError, ServiceError] },
  failed: exitCodes.failed,
});
