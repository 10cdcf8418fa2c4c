import program = require("../../index");
import { revealMap } from "../../preview/report/tree";
import { recordStack } from "../../preview/run/record-stack";
import { SettingsError } from "../../settings/problem";
import { listStacks, projectName, readStackConfig } from "../../settings/stack-file";

/** The inputs of every resource of all stacks by type; providers are configured, not asked for. */
export async function recordedInputs(
  root: string,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  process.chdir(root);
  const inputs = new Map<string, unknown[]>();
  for (const stack of [...listStacks(root), "pr-1"]) {
    const config = readStackConfig(root, stack);
    if ("problems" in config) throw new SettingsError(stack, config.problems);
    const { registrations } = await recordStack(program, projectName, stack, config.value);
    for (const { type, custom, inputs: tree } of registrations.values()) {
      if (!custom || type.startsWith("pulumi:")) continue;
      const values = inputs.get(type) ?? [];
      values.push(revealMap(tree, undefined));
      inputs.set(type, values);
    }
  }
  return inputs;
}
