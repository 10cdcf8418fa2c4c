import { UsageError } from "../../settings/usage-error";
import { readEnvironment } from "../environment";
import { readDemands } from "./demands";
import { type GateResult, passGates } from "./gates";
import { openWitnesses } from "./witnesses";

/**
 * Whether the builds that an environment runs passed their gates: what a promotion from there takes.
 *
 * @param root - the project's folder.
 * @param names - workloads that are asked about; all where none is named.
 * @param env - the process's variables, with the tokens.
 * @throws SettingsError, UsageError where a token or a release is missing, ServiceError where somebody does not answer.
 */
export async function gatesOf(
  root: string,
  stack: string,
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly GateResult[]> {
  const demands = readDemands(root, stack);
  const known = new Set(demands.workloads.map(({ workload }) => workload));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined || known.size === 0) {
    throw new UsageError(`releases/${stack}.json has no release of ${unknown ?? "any workload"}`);
  }
  const asked = demands.workloads.filter(
    ({ workload }) => names.length === 0 || names.includes(workload),
  );
  const witnesses = openWitnesses(demands, readEnvironment(root, stack), env);
  return passGates({ ...demands, workloads: asked }, witnesses);
}
