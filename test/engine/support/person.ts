import type { Stack } from "@pulumi/pulumi/automation";
import { assert } from "chai";
import type { Choices } from "../../../operations/stack/find/decide";
import { finders } from "../../../operations/stack/find/finders/finders";
import { type Recovery, recover } from "../../../operations/recover/recover";
import { importIdOf } from "../../../sandbox/lookups/import-ids";
import { objectsIn } from "./state";

/**
 * The documented recovery. A person is asked for nothing but what only a person can find, and answers.
 *
 * @param folder - of the sandbox.
 */
export async function recoverWithPerson(stack: Stack, folder: string): Promise<Recovery> {
  const asking = await recover(stack, { settle: 0 });
  if (asking.done) return asking;
  const asked = asking.creations.filter(({ decision }) => decision.kind === "ask");
  const byHand = asked.filter(({ type }) => finders[type]?.kind === "by hand");
  assert.deepEqual(asked, byHand, "recover asks for what it can find itself");
  const choices = choicesOfAPerson(asking, folder);
  const recovery = await recover(stack, { settle: 0, choices });
  assert.isTrue(recovery.done, JSON.stringify(recovery.creations, null, 2));
  return recovery;
}

/**
 * What a person decides who looks into the cloud, of the creations that `recover` could not decide.
 *
 * @param folder - of the sandbox.
 */
function choicesOfAPerson({ creations }: Recovery, folder: string): Choices {
  const adopt = new Map<string, string>();
  const forget = new Set<string>();
  for (const { urn, type, decision } of creations) {
    if (decision.kind !== "ask") continue;
    const made = objectsIn(folder)
      .filter((object) => object.urn === urn)
      .at(-1);
    if (made === undefined) forget.add(urn);
    else adopt.set(urn, importIdOf(type, made));
  }
  return { adopt, forget };
}
