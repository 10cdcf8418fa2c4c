import { UsageError } from "../../settings/usage-error";
import { runCommandLine } from "../command-line";
import { readEnvironment } from "../environment";
import { askAll, healthTargets, type HealthTarget } from "./health";
import { type HealthCommand, parseHealth, usage } from "./options";
import { describeHealth } from "./report";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run(command: HealthCommand): Promise<number> {
  const { stack, json } = command;
  const all = await askAll(targetsOf(command));
  process.stdout.write(
    json ? `${JSON.stringify(all, undefined, 2)}\n` : describeHealth(stack, all),
  );
  return all.every(({ isHealthy }) => isHealthy) ? exitCodes.done : exitCodes.person;
}

function targetsOf({ stack, workload, url }: HealthCommand): readonly HealthTarget[] {
  const targets = healthTargets(readEnvironment(process.cwd(), stack));
  if (workload === undefined) return targets;
  const target = targets.find((each) => each.workload === workload);
  if (target !== undefined) return [{ ...target, ...(url !== undefined && { url }) }];
  const names = targets.map((each) => each.workload).join(", ");
  throw new UsageError(`${stack} has no workload "${workload}" with an address: ${names}`);
}

void runCommandLine({ usage, parse: parseHealth, run, failed: exitCodes.failed });
