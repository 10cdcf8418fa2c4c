import { functionModels, resourceModels } from "../../sandbox/models";
import { Recording } from "./recording";
import { type Program, type RegistrationPath, runProgram, type StackConfig } from "./run-program";

/** What the program declares for a stack, with every id and output that the emulated clouds would answer. */
export async function recordStack(
  program: Program,
  project: string,
  stack: string,
  config: StackConfig,
  path?: RegistrationPath,
): Promise<Recording> {
  const recording = new Recording(project, stack, resourceModels, functionModels);
  await runProgram(program, recording, config, path);
  return recording;
}
