import type { Stack } from "@pulumi/pulumi/automation";
import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import { Inquiry, InquiryError } from "../../operations/stack/inquiry";
import { openProvidersOf } from "../../operations/stack/open-providers";
import { providerOf, resourcesOf } from "../../operations/stack/state";
import { readState } from "../../operations/stack/state-file";
import { UsageError } from "../../settings/usage-error";
import { DatabaseError } from "./own-database";

const invocationType = "aws:lambda/invocation:Invocation";

/** There is no function yet that could be asked: the next `up` brings it. */
export class NoFunctionError extends UsageError {}

/**
 * Has the function of an environment do it, which stands where its database admits connections. The stack's state says
 * which function that is, and which secret holds the migrator's connection.
 *
 * @throws NoFunctionError, DatabaseError with what the function says against it, InquiryError, EngineError
 */
export async function performThroughFunction(
  stack: Stack,
  task: Tasks.Task,
): Promise<Tasks.Answer> {
  const { name } = stack;
  const state = await readState(stack);
  const setUp = resourcesOf(state).find(
    ({ type, inputs }) => type === invocationType && "migrator" in readJson(inputs?.input),
  );
  if (setUp === undefined) {
    throw new NoFunctionError(`${name} has no database yet: make release ENV=${name}`);
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
    throw new NoFunctionError(
      `${String(functionName)} is of an older checkout: make release ENV=${name}`,
    );
  } catch (error) {
    const says = error instanceof InquiryError ? failureIn(error.message) : undefined;
    throw says === undefined ? error : new DatabaseError(says);
  } finally {
    inquiry.close();
  }
}

/** What a function ended in, as Lambda hands it on: `{"errorType":"Error","errorMessage":"…"}` behind the provider's words. */
function failureIn(text: string): string | undefined {
  const [, message] = /"errorMessage":("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  return message === undefined ? undefined : (JSON.parse(message) as string);
}

function readJson(text: unknown): Readonly<Record<string, unknown>> {
  const value: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
  return typeof value === "object" && value !== null ? { ...value } : {};
}
