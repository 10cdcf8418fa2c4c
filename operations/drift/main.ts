import { parseArgs } from "node:util";
import { CommandError, LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { findEngine } from "../../tools/engine/find";
import { InquiryError } from "../recover/inquiry";
import { EngineError } from "../recover/state-file";
import { findDrift, forbidsUp } from "./drift";
import { describeDrift } from "./report";

const exitCodes = { done: 0, person: 1, badInput: 2, failed: 3 } as const;

/** What a message explains; anything else is a defect. */
const explained = [CommandError, InquiryError, EngineError];

const usage = `Usage:
  make drift ENV=NAME
  npx tsx operations/drift/main.ts --stack NAME

    what was changed behind the engine's back, and what an \`up\` made without hearing of it; changes nothing
    --stack NAME  dev, staging, production, shared or pr-<n>

Exit codes: 0 the next \`up\` loses and doubles nothing, 1 a person has to look first, 2 bad input, 3 failed.
`;

/** The command line of `make drift`: the person's own engine, backend and credentials, as `pulumi up` has them. */
async function main(argv: readonly string[]): Promise<number> {
  const stackName = stackIn(argv);
  const engine = findEngine(process.env);
  if (stackName === undefined || engine === undefined) {
    process.stderr.write(
      stackName === undefined ? usage : "there is no Pulumi CLI here yet: make engine\n",
    );
    return exitCodes.badInput;
  }
  try {
    const pulumiCommand = await PulumiCommand.get({ root: engine.root });
    const workDir = process.cwd();
    const stack = await LocalWorkspace.selectStack({ stackName, workDir }, { pulumiCommand });
    const drift = await findDrift(stack);
    process.stdout.write(describeDrift(stackName, drift));
    if (forbidsUp(drift)) return exitCodes.person;
    return drift.unplanned === undefined ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    if (!(error instanceof Error && explained.some((kind) => error instanceof kind))) throw error;
    process.stderr.write(`${error.message.trim()}\n`);
    return exitCodes.failed;
  }
}

/** Nothing where the arguments say no stack, or something else besides. */
function stackIn(argv: readonly string[]): string | undefined {
  try {
    const { stack } = parseArgs({ args: [...argv], options: { stack: { type: "string" } } }).values;
    return stack?.trim() === "" ? undefined : stack;
  } catch {
    return undefined;
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = exitCodes.failed;
  },
);
