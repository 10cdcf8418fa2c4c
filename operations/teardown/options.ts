import { parseArgs } from "node:util";
import { UsageError } from "../../settings/usage-error";
import { readArguments } from "../command-line";
import { objectionToStack } from "./pull-request";

export const usage = `Usage:
  make teardown ENV=pr-<n>

    deletes a pull request's environment with everything in it, and then its stack;
    any other stack is refused before anything starts

Exit codes: 0 gone, 1 refused or failed, 2 bad input.
`;

/**
 * The stack to take down.
 *
 * @throws UsageError for every name but `pr-<n>`.
 */
export function parseCommand(argv: readonly string[]): string {
  const options = { stack: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { stack = "" } = values;
  const objection = objectionToStack(stack);
  if (objection !== undefined) throw new UsageError(objection);
  return stack;
}
