import type { EnvironmentSpec } from "../../blueprint/environment";
import type { SharedSpec } from "../../blueprint/shared";
import type { StackSpec } from "../../blueprint/stack";
import { parseSpec } from "../../settings/load-spec";
import type { Checked, Problem } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import { type Changes, sampleProject } from "../support/project";

export function parsed(stack: string, root: string): Checked<StackSpec> {
  const config = readStackConfig(root, stack);
  return "problems" in config ? config : parseSpec({ root, stack, config: config.value.values });
}

export function problemsOf(stack: string, changes: Changes): readonly Problem[] {
  const result = parsed(stack, sampleProject(changes));
  return "problems" in result ? result.problems : [];
}

/** The one problem that a change makes. */
export function problemOf(stack: string, changes: Changes): Problem {
  const problems = problemsOf(stack, changes);
  const [only] = problems;
  if (only === undefined || problems.length > 1) {
    throw new Error(`expected one problem, got ${JSON.stringify(problems, null, 2)}`);
  }
  return only;
}

export function environmentOf(stack: string, changes: Changes = {}): EnvironmentSpec {
  const result = parsed(stack, sampleProject(changes));
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  if (result.value.kind !== "environment") throw new Error(`${stack} is no environment`);
  return result.value;
}

export function sharedOf(changes: Changes = {}): SharedSpec {
  const result = parsed("shared", sampleProject(changes));
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  if (result.value.kind !== "shared") throw new Error("shared is an environment");
  return result.value;
}
