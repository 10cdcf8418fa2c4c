import { recordSample, sampleStacks } from "../../test/support/sample";
import { revealMap } from "../../preview/report/tree";

/** The inputs of every resource of all stacks by type; providers are configured, not asked for. */
export async function recordedInputs(): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const inputs = new Map<string, unknown[]>();
  for (const stack of sampleStacks) {
    const { registrations } = await recordSample(stack);
    for (const { type, custom, inputs: tree } of registrations.values()) {
      if (!custom || type.startsWith("pulumi:")) continue;
      const values = inputs.get(type) ?? [];
      values.push(revealMap(tree, undefined));
      inputs.set(type, values);
    }
  }
  return inputs;
}
