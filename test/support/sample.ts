import program = require("../../index");
import { Recording } from "../../preview/run/recording";
import { runProgram, type Program, type RegistrationPath } from "../../preview/run/run-program";
import { functionModels, resourceModels } from "../../sandbox/models";
import { readStackConfig } from "../../settings/stack-file";
import { sampleRoot } from "./project";

/** The stacks of a project, and a pull request's. */
export const sampleStacks = ["shared", "dev", "staging", "production", "pr-7"] as const;

/** Runs this checkout's program, or another, for a stack of the fixture: with settings changed by full key, or another project's. */
export async function recordSample(
  stack: string,
  {
    program: declared = program,
    path,
    settings = {},
    root = sampleRoot(),
  }: {
    program?: Program;
    path?: RegistrationPath;
    settings?: Readonly<Record<string, string>>;
    root?: string;
  } = {},
): Promise<Recording> {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  const recording = new Recording("platform", stack, resourceModels, functionModels);
  const values = { ...config.values, ...settings };
  const before = process.cwd();
  process.chdir(root);
  try {
    await runProgram(declared, recording, { ...config, values }, path);
  } finally {
    process.chdir(before);
  }
  return recording;
}
