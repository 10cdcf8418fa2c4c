import program = require("../../index");
import { Recording } from "../../preview/run/recording";
import { recordStack } from "../../preview/run/record-stack";
import type { Program, RegistrationPath } from "../../preview/run/run-program";
import { functionModels, resourceModels } from "../../sandbox/models";
import { readStackConfig } from "../../settings/stack-file";
import { sampleRoot } from "./project";

/** The stacks of a project, and a pull request's. */
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
 * What this checkout's program, or another, registers for a stack of the fixture or of another project. The fixture's is
 * recorded once per process and shared, frozen: a test that changed it would change what the others see.
 */
export async function recordSample(stack: string, options: SampleOptions = {}): Promise<Recording> {
  const { root = sampleRoot(), ...changes } = options;
  if (changes.program !== undefined || root !== sampleRoot()) return run(stack, root, changes);
  const key = JSON.stringify([stack, changes]);
  const shared = recorded.get(key) ?? run(stack, root, changes);
  recorded.set(key, shared);
  return frozen(await shared);
}

async function run(
  stack: string,
  root: string,
  { program: declared = program, path, settings = {} }: Omit<SampleOptions, "root">,
): Promise<Recording> {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  const values = { ...config.value.values, ...settings };
  const before = process.cwd();
  process.chdir(root);
  try {
    return await recordStack(declared, "platform", stack, { ...config.value, values }, path);
  } finally {
    process.chdir(before);
  }
}

/** A recording of the same registrations: none of them can be changed. */
function frozen({ stack, registrations }: Recording): Recording {
  const copy = new Recording("platform", stack, resourceModels, functionModels);
  for (const [urn, registration] of registrations) {
    copy.registrations.set(urn, deepFreeze(registration));
  }
  return copy;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}
