import { Stack } from "@pulumi/pulumi/automation";
import { runCommandLine } from "../command-line";
import { ownWorkspace } from "../own-engine";
import { InquiryError } from "../stack/inquiry";
import { EngineError } from "../stack/state-file";
import { deployAgain } from "./deploy-again";
import { parseRunning, type RunningCommand, usage } from "./options";
import { describeAgain, describeStragglers } from "./report";
import { findStragglers } from "./stragglers";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run({ stack: stackName, again }: RunningCommand): Promise<number> {
  const stack = await Stack.select(stackName, await ownWorkspace());
  const found = await findStragglers(stack);
  const marked = again ? await deployAgain(stack, found) : [];
  const left = found.filter((straggler) => !marked.includes(straggler));
  if (marked.length > 0) process.stdout.write(describeAgain(stackName, marked));
  if (left.length > 0 || marked.length === 0) {
    process.stdout.write(describeStragglers(stackName, left));
  }
  return left.length === 0 ? exitCodes.done : exitCodes.person;
}

void runCommandLine({
  usage,
  parse: parseRunning,
  run,
  explained: { [exitCodes.failed]: [InquiryError, EngineError] },
  failed: exitCodes.failed,
});
