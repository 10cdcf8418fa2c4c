import { parseArgs } from "node:util";
import { objectionToStack } from "./pull-request";

/** A mistake of the person who called: printed as it is, exit code 2. */
export class UsageError extends Error {}

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
  const { stack = "", help } = read(argv);
  if (help === true) return "help";
  const objection = objectionToStack(stack);
  if (objection !== undefined) throw new UsageError(objection);
  return stack;
}

function read(argv: readonly string[]): { readonly stack?: string; readonly help?: boolean } {
  try {
    const options = { stack: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
