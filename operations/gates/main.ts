import { UsageError } from "../../settings/usage-error";
import { runCommandLine } from "../command-line";
import { readEnvironment } from "../environment";
import { ServiceError } from "../json-api";
import { readDemands } from "./demands";
import { passGates } from "./gates";
import { type GatesCommand, parseGates, usage } from "./options";
import { describeGates } from "./report";
import { openWitnesses } from "./witnesses";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run({ stack, workload, json }: GatesCommand): Promise<number> {
  const root = process.cwd();
  const demands = readDemands(root, stack);
  const workloads = demands.workloads.filter(
    (each) => workload === undefined || each.workload === workload,
  );
  if (workloads.length === 0)
    throw new UsageError(`releases/${stack}.json has no release of ${workload ?? "anything"}`);
  const witnesses = openWitnesses(demands, readEnvironment(root, stack), process.env);
  const results = await passGates({ ...demands, workloads }, witnesses);
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
