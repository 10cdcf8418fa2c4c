import { CommandError, LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { findEngine } from "../../tools/engine/find";
import { InquiryError } from "./inquiry";
import { readable } from "./open-state";
import { parseRecover, type RecoverCommand, usage, UsageError } from "./options";
import { recover, RecoveryError } from "./recover";
import { describe, exitCodeOf } from "./report";
import { EngineError } from "./state-file";
import { LockedError } from "./unlocking";

const exitCodes = { done: 0, person: 1, badInput: 2, failed: 3 } as const;

/** The command line of `make recover`: the person's own engine, backend and credentials, as `pulumi up` has them. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = parseRecover(argv);
    if (command === "help") {
      process.stdout.write(usage);
      return exitCodes.done;
    }
    return await run(command);
  } catch (error) {
    const exitCode = exitCodeFor(error);
    if (exitCode === undefined) throw error;
    process.stderr.write(`${error instanceof Error ? error.message.trim() : String(error)}\n`);
    return exitCode;
  }
}

async function run({ stack: stackName, json, ...command }: RecoverCommand): Promise<number> {
  const engine = findEngine(process.env);
  if (engine === undefined) throw new UsageError("there is no Pulumi CLI here yet: make engine");
  const pulumiCommand = await PulumiCommand.get({ root: engine.root });
  const options = { pulumiCommand, workDir: process.cwd() };
  const workspace = await LocalWorkspace.create(options);
  const stack = await readable(workspace, stackName, () =>
    LocalWorkspace.selectStack({ stackName, workDir: options.workDir }, options),
  );
  const { breakLock, dryRun, adopt, forget } = command;
  const recovery = await recover(stack, {
    breakLock,
    dryRun,
    choices: { adopt, forget },
    onOutput: (text) => process.stderr.write(text),
  });
  process.stdout.write(json ? `${JSON.stringify(recovery, null, 2)}\n` : describe(recovery));
  return exitCodeOf(recovery);
}

/** Mistakes and refusals that their message explains; anything else is a defect. */
function exitCodeFor(error: unknown): number | undefined {
  if (error instanceof UsageError) return exitCodes.badInput;
  if (error instanceof LockedError) return exitCodes.person;
  const isExplained = [InquiryError, RecoveryError, EngineError, CommandError].some(
    (kind) => error instanceof kind,
  );
  return isExplained ? exitCodes.failed : undefined;
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
