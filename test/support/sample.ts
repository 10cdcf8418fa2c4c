import { join } from "node:path";
import program = require("../../index");
import { Recording } from "../../preview/run/recording";
import { runProgram, type Program, type RegistrationPath } from "../../preview/run/run-program";
import { functionModels, resourceModels } from "../../sandbox/models";
import { readStackConfig } from "../../settings/stack-file";

export const projectRoot = join(__dirname, "..", "..");

/** The stacks of the repository, and a pull request's. */
export const sampleStacks = ["shared", "dev", "staging", "production", "pr-7"] as const;

/** Runs the repository's own program, or another, for a stack: with settings changed by full key, or another project's. */
export async function recordSample(
  stack: string,
  {
    program: declared = program,
    path,
    settings = {},
    root = projectRoot,
  }: {
    program?: Program;
    path?: RegistrationPath;
    settings?: Readonly<Record<string, string>>;
    root?: string;
  } = {},
): Promise<Recording> {
  process.chdir(root);
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  const recording = new Recording("platform", stack, resourceModels, functionModels);
  await runProgram(
    declared,
    recording,
    { ...config.value, values: { ...config.value.values, ...settings } },
    path,
  );
  return recording;
}
