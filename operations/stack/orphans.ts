import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { noChoices } from "./find/decide";
import { decideCreations, type Outcome } from "./find/decisions";
import { createsListed, plannedCreations } from "./planned";
import type { ExportedState } from "./state";
import { readState } from "./state-file";

/** How long a service may take to list what was made, in milliseconds. */
export const settleTime = 60_000;

/**
 * Objects that an earlier `up` made without hearing of it: the state does not know them, and the plan creates each a
 * second time. Asks nobody where the plan creates nothing that can be there unknown.
 *
 * @param events - of a preview.
 * @param settle - milliseconds until a service surely lists what was made. Default: 60 000.
 * @throws InquiryError, EngineError
 */
export async function findOrphans(
  stack: Stack,
  events: readonly EngineEvent[],
  settle = settleTime,
): Promise<readonly Outcome[]> {
  if (!createsListed(events)) return [];
  const state = await readState(stack);
  const planned = plannedCreations(events, state);
  const left = settleLeft(state, settle);
  const outcomes = await decideCreations(stack, state, planned, noChoices, left);
  return outcomes.filter(isThere);
}

/** Whether the object of a planned creation is there, or may be. */
export function isThere({ decision }: Outcome): boolean {
  return decision.kind !== "forget";
}

/** What is left of the time, in milliseconds: the engine wrote the state after the last failure that it heard of. */
export function settleLeft(
  { deployment }: ExportedState,
  settle: number,
  now = Date.now(),
): number {
  const written = Date.parse(deployment?.manifest?.time ?? "");
  if (Number.isNaN(written)) return settle;
  return Math.min(settle, Math.max(0, written + settle - now));
}

/** The resource and the object that is there for it, or the objects to choose from, in one line. */
export function describeOrphan({ type, name, decision }: Outcome): string {
  return `${type} ${name}: ${idsOf(decision)}`;
}

function idsOf(decision: Outcome["decision"]): string {
  switch (decision.kind) {
    case "adopt":
      return decision.sighting.id;
    case "ask":
      return `${decision.because}: ${decision.choices.join(", ")}`;
    case "forget":
      return decision.because;
  }
}
