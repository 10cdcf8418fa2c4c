import { Stack } from "@pulumi/pulumi/automation";
import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import { ownWorkspace } from "../../operations/own-engine";
import { Inquiry, InquiryError } from "../../operations/stack/inquiry";
import { openProvidersOf } from "../../operations/stack/open-providers";
import { providerOf, resourcesOf } from "../../operations/stack/state";
import { readState } from "../../operations/stack/state-file";
import { UsageError } from "../../settings/usage-error";

const invocationType = "aws:lambda/invocation:Invocation";

/**
 * Has the function of an environment do it, which stands where its database admits connections. The stack's state says
 * which function that is, and which secret holds the migrator's connection.
 *
 * @throws UsageError, InquiryError, EngineError
 */
export async function performThroughFunction(
  stackName: string,
  task: Tasks.Task,
): Promise<Tasks.Answer> {
  const stack = await Stack.select(stackName, await ownWorkspace());
  const state = await readState(stack);
  const setUp = resourcesOf(state).find(
    ({ type, inputs }) => type === invocationType && "migrator" in readJson(inputs?.input),
  );
  if (setUp === undefined) {
    throw new UsageError(`${stackName} has no database yet: make release ENV=${stackName}`);
  }
  const { functionName, input } = setUp.inputs ?? {};
  const inquiry = await Inquiry.open(stack, await openProvidersOf(stack, [setUp], state));
  try {
    const [answer] = await inquiry.ask([
      {
        provider: providerOf(setUp, state)?.urn ?? "",
        token: "aws:lambda/getInvocation:getInvocation",
        args: { functionName, input: JSON.stringify({ ...readJson(input), ...task }) },
      },
    ]);
    const said = readJson(answer?.result);
    if ("problems" in said) return said as unknown as Tasks.Answer;
    throw new InquiryError(
      `${String(functionName)} is of an older checkout: make release ENV=${stackName}`,
    );
  } finally {
    inquiry.close();
  }
}

function readJson(text: unknown): Readonly<Record<string, unknown>> {
  const value: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
  return typeof value === "object" && value !== null ? { ...value } : {};
}
