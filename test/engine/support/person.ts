import type { Choices } from "../../../operations/recover/decide";
import type { Recovery } from "../../../operations/recover/recover";
import { importIdOf } from "../../../sandbox/lookups/import-ids";
import { objectsIn } from "./state";

/**
 * What a person decides who looks into the cloud, of the creations that `recover` could not decide.
 *
 * @param folder - of the sandbox.
 */
export function choicesOfAPerson({ creations }: Recovery, folder: string): Choices {
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
