import { join } from "node:path";
import program = require("../../index");
import { Recording } from "../../preview/run/recording";
import { runProgram, type Program, type RegistrationPath } from "../../preview/run/run-program";
import { functionModels, resourceModels } from "../../sandbox/models";
import { readStackConfig } from "../../settings/stack-file";

export const projectRoot = join(__dirname, "..", "..");

/** The stacks of the repository, and a pull request's. */
export const sampleStacks = ["shared", "dev", "staging", "production", "pr-7"] as const;

interface SampleOptions {
  readonly program?: Program;
  readonly path?: RegistrationPath;
  /** Settings that are changed, by full key. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly root?: string;
}

const recorded = new Map<string, Promise<Recording>>();

/**
 * What the repository's own program, or another, registers for a stack of this project or of another. The repository's
 * own is recorded once per process and shared, frozen: a test that changed it would change what the others see.
 */
export async function recordSample(stack: string, options: SampleOptions = {}): Promise<Recording> {
  const { root = projectRoot, ...changes } = options;
  process.chdir(root);
  if (changes.program !== undefined || root !== projectRoot) return run(stack, options);
  const key = JSON.stringify([stack, changes]);
  const shared = recorded.get(key) ?? run(stack, options);
  recorded.set(key, shared);
  return frozen(await shared);
}

async function run(
  stack: string,
  { program: declared = program, path, settings = {}, root = projectRoot }: SampleOptions,
): Promise<Recording> {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  const { value } = config;
  const recording = empty(stack);
  await runProgram(
    declared,
    recording,
    { ...value, values: { ...value.values, ...settings } },
    path,
  );
  return recording;
}

/** A recording of the same registrations: none of them can be changed. */
function frozen({ stack, registrations }: Recording): Recording {
  const copy = empty(stack);
  for (const [urn, registration] of registrations) {
    copy.registrations.set(urn, deepFreeze(registration));
  }
  return copy;
}

function empty(stack: string): Recording {
  return new Recording("platform", stack, resourceModels, functionModels);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}
