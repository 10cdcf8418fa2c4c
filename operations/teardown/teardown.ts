import { CommandError, type Stack } from "@pulumi/pulumi/automation";
import type { Tenancies } from "../../blueprint/tenancies";
import { resourcesOf, type StateResource } from "../stack/state";
import { strangersIn } from "./belonging";

export interface TeardownOptions {
  /** What pull requests' environments stand on. */
  readonly owns: Tenancies;
  /** Gets the engine's own output as it comes. */
  readonly onOutput: (text: string) => void;
  readonly color: "always" | "never";
  /** Aborted when the engine is to stop after what it has begun. */
  readonly signal?: AbortSignal;
}

/** It was not begun, or did not come to its end; the message says what to do. */
export class TeardownError extends Error {}

/**
 * Deletes everything that the stack's state holds and then the stack, with its settings file. Returns what to say of it:
 * that it is gone, and what the services keep for a while by their own rules.
 *
 * @throws TeardownError before anything is deleted, when the state holds what is not the stack's; or when the engine,
 *   which has said why, could not delete everything.
 */
export async function teardown(
  stack: Stack,
  { owns, ...options }: TeardownOptions,
): Promise<readonly string[]> {
  const resources = await resourcesIn(stack);
  const strangers = strangersIn(resources, { stack: stack.name, owns });
  if (strangers.length > 0) throw refusal(stack.name, strangers);
  if (resources.length > 0) await destroy(stack, resources.length, options);
  await stack.workspace.removeStack(stack.name);
  return [`${stack.name} is gone, and its stack with it.`, ...leftovers(resources)];
}

async function destroy(
  stack: Stack,
  count: number,
  options: Omit<TeardownOptions, "owns">,
): Promise<void> {
  try {
    // What can't be deleted keeps what it needs, and nothing else.
    await stack.destroy({ ...options, continueOnError: true });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const left = (await resourcesIn(stack)).length;
    throw new TeardownError(
      `${String(left)} of ${String(count)} resources of ${stack.name} are left. Once the cause is mended, the same command goes on with them.`,
    );
  }
}

async function resourcesIn(stack: Stack): Promise<readonly StateResource[]> {
  return resourcesOf(await stack.exportStack());
}

/** Strangers that a message names. */
const shown = 5;

function refusal(stack: string, strangers: readonly string[]): TeardownError {
  const rest = strangers.length - shown;
  const lines = [...strangers.slice(0, shown), ...(rest > 0 ? [`and ${String(rest)} more`] : [])];
  return new TeardownError(
    [
      `The state of ${stack} holds what was not made for it, so nothing was deleted:`,
      ...lines.map((line) => `  ${line}`),
      `Look at it with \`pulumi stack export --stack ${stack}\`; if it is another environment's under a wrong name, rename it back.`,
    ].join("\n"),
  );
}

/** Keys and secrets that AWS still holds for some days, and the names of the secrets with them. */
function leftovers(resources: readonly StateResource[]): readonly string[] {
  return [
    waiting(resources, "aws:kms/key:Key", "deletionWindowInDays", "encryption key"),
    waiting(resources, "aws:secretsmanager/secret:Secret", "recoveryWindowInDays", "secret"),
  ].flat();
}

function waiting(
  resources: readonly StateResource[],
  type: string,
  property: string,
  what: string,
): readonly string[] {
  const days = resources.flatMap((resource) =>
    resource.type === type ? [Number(resource.inputs?.[property] ?? 30)] : [],
  );
  if (Math.max(0, ...days) === 0) return [];
  const count = `${String(days.length)} ${what}${days.length === 1 ? "" : "s"}`;
  return [`AWS keeps ${count} for ${String(Math.max(...days))} days before deleting for good.`];
}
