import { runCommandLine } from "../command-line";
import { ServiceError } from "../json-api";
import { type GatesCommand, parseGates, usage } from "./options";
import { describeGates } from "./report";
import { gatesOf } from "./stack-gates";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run({ stack, workload, json }: GatesCommand): Promise<number> {
  const names = workload === undefined ? [] : [workload];
  const results = await gatesOf(process.cwd(), stack, names, process.env);
  process.stdout.write(
    json ? `${JSON.stringify(results, undefined, 2)}\n` : describeGates(stack, results),
  );
  return results.every(({ isPassed }) => isPassed) ? exitCodes.done : exitCodes.person;
}

void runCommandLine({
  usage,
  parse: parseGates,
  run,
  explained: { [exitCodes.failed]: [ServiceError] },
  failed: exitCodes.failed,
});
