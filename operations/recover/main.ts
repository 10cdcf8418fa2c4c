import { Stack } from "@pulumi/pulumi/automation";
import { runCommandLine } from "../command-line";
import { ownWorkspace, tellBackend } from "../own-engine";
import { InquiryError } from "../stack/inquiry";
import { readable } from "../stack/open-state";
import { parseRecover, type RecoverCommand, usage } from "./options";
import { recover, RecoveryError } from "./recover";
import { describe, exitCodeOf } from "./report";
import { EngineError } from "../stack/state-file";
import { LockedError } from "../stack/unlocking";

const exitCodes = { person: 1, failed: 3 } as const;

async function run({ stack: stackName, json, ...command }: RecoverCommand): Promise<number> {
  const workspace = await ownWorkspace();
  await tellBackend(workspace, stackName);
  const stack = await readable(workspace, stackName, () => Stack.select(stackName, workspace));
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

void runCommandLine({
  usage,
  parse: parseRecover,
  run,
  explained: {
    [exitCodes.person]: [LockedError],
    [exitCodes.failed]: [InquiryError, RecoveryError, EngineError],
  },
  failed: exitCodes.failed,
});
