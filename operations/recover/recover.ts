import { isDeepStrictEqual } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation";
import { holdsData } from "../../catalog/holds-data";
import { nameOf } from "../../catalog/urn";
import { type Adoption, adopt } from "./adopt";
import { creationsIn } from "../stack/find/creations";
import { type Choices, noChoices } from "../stack/find/decide";
import { decideCreations, type Named, type Outcome } from "../stack/find/decisions";
import { readable } from "../stack/open-state";
import { isThere, settleLeft, settleTime } from "../stack/orphans";
import { planOf, plannedCreations, withoutPlannedSecrets } from "../stack/planned";
import { type ExportedState, pendingIn, resourcesOf, type StateResource } from "../stack/state";
import { readState, writeState } from "../stack/state-file";
import { unlocked } from "../stack/unlocking";

export interface RecoverOptions {
  /** Breaks a lock whoever holds it. Default: only one that a dead process of this machine left. */
  readonly breakLock?: boolean;
  /** Says what would be done, and does nothing. Default: false. */
  readonly dryRun?: boolean;
  /** What a person has decided. Default: nothing. */
  readonly choices?: Choices;
  /** Milliseconds until a service surely lists what was made. Default: 60 000. */
  readonly settle?: number;
  /** Told what the engine prints while it refreshes. Default: nobody. */
  readonly onOutput?: (text: string) => void;
}

export interface Recovery {
  readonly stack: string;
  /** Whose lock was broken. */
  readonly lockBroken?: string;
  readonly creations: readonly Outcome[];
  /** Why the program's plan could not be had: what it creates was not looked for. */
  readonly unplanned?: string;
  /** Other operations that were cut off, and whether their resource is there. */
  readonly settled: readonly (Named & { readonly operation: string; readonly isThere: boolean })[];
  /** Resources that held data and are not there any more: `up` would make them again, empty. */
  readonly lost: readonly (Named & { readonly id: string })[];
  /** Whether the state was changed and compared with the clouds; if not, nothing was done. */
  readonly done: boolean;
}

/** The stack was not left as it was found: the message says what to do. */
export class RecoveryError extends Error {}

/**
 * Brings a stack's state in line with the clouds after the engine was cut off: breaks the dead engine's lock, adopts what
 * its unfinished creations had made, forgets those that made nothing, adopts what the program would create and is there
 * already, and refreshes the rest. Nothing is touched before every creation is decided, and doing it again does no harm.
 *
 * @throws LockedError, InquiryError, RecoveryError, EngineError
 */
export async function recover(stack: Stack, options: RecoverOptions = {}): Promise<Recovery> {
  const { dryRun = false, breakLock = false, onOutput } = options;
  const before = await readable(stack.workspace, stack.name, () => readState(stack));
  const { creations, adoptions, unplanned } = await findCreations(stack, before, options);
  const recovery = {
    stack: stack.name,
    creations,
    ...(unplanned !== undefined && { unplanned }),
    settled: [],
    lost: [],
    done: false,
  };
  if (dryRun || creations.some(({ decision }) => decision.kind === "ask")) return recovery;

  let lockBroken: string | undefined;
  const onBroken = (of: string) => (lockBroken = of);
  const exclusively = <Result>(work: () => Promise<Result>) =>
    unlocked(stack, { breakLock, onBroken }, work);
  if (creations.length > 0) {
    await exclusively(async () => {
      await requireUnchanged(stack, before);
      await writeState(stack, adopt(before, adoptions));
    });
  }
  await exclusively(() => stack.refresh({ ...(onOutput !== undefined && { onOutput }) }));
  const after = await readState(stack);
  return {
    ...recovery,
    ...(lockBroken !== undefined && { lockBroken }),
    settled: settledIn(before, after),
    lost: lostBetween(before, resourcesOf(adopt(before, adoptions)), after),
    done: true,
  };
}

/** What interrupted creations had made, and those whose failure the engine heard of although they made something. */
async function findCreations(
  stack: Stack,
  state: ExportedState,
  { choices = noChoices, settle = settleTime }: RecoverOptions,
): Promise<Pick<Recovery, "creations" | "unplanned"> & { adoptions: readonly Adoption[] }> {
  const interrupted = creationsIn(state).map(({ resource }) => resource);
  const { events, failure: unplanned } = await planOf(stack);
  const planned = plannedCreations(events, state);
  const left = interrupted.length > 0 ? settle : settleLeft(state, settle);
  const outcomes = await decideCreations(stack, state, [...interrupted, ...planned], choices, left);
  const isPlanned = ({ urn }: Outcome) => planned.some((resource) => resource.urn === urn);
  const creations = outcomes.filter((outcome) => !isPlanned(outcome) || isThere(outcome));
  const adoptable = [...interrupted, ...planned.map(withoutPlannedSecrets)];
  const adoptions = creations.flatMap(({ urn, decision }) => {
    const resource = adoptable.find((other) => other.urn === urn);
    if (decision.kind !== "adopt" || resource === undefined) return [];
    return [{ resource, id: decision.sighting.id, outputs: decision.sighting.outputs }];
  });
  return { creations, adoptions, ...(unplanned !== undefined && { unplanned }) };
}

/** @throws RecoveryError when somebody wrote the state since it was read. */
async function requireUnchanged(stack: Stack, before: ExportedState): Promise<void> {
  if (isDeepStrictEqual(await readState(stack), before)) return;
  throw new RecoveryError(
    `${stack.name} was changed while it was looked at: somebody works on it. Run it again when nobody does.`,
  );
}

function settledIn(before: ExportedState, after: ExportedState): Recovery["settled"] {
  const there = new Set(resourcesOf(after).map(({ urn }) => urn));
  return pendingIn(before)
    .filter(({ type }) => type !== "creating")
    .map(({ type, resource }) => ({
      ...named(resource),
      operation: type,
      isThere: there.has(resource.urn),
    }));
}

/** A deletion that was cut off may well have been done, and what makes room for another goes by plan: neither is a loss. */
export function lostBetween(
  before: ExportedState,
  expected: readonly StateResource[],
  after: ExportedState,
): Recovery["lost"] {
  const deleting = pendingIn(before).filter(({ type }) => type === "deleting");
  const excused = new Set(deleting.map(({ resource }) => resource.urn));
  const there = new Set(resourcesOf(after).map(({ urn }) => urn));
  return expected
    .filter((resource) => resource.delete !== true && resource.pendingReplacement !== true)
    .filter(({ urn, type }) => holdsData(type) && !there.has(urn) && !excused.has(urn))
    .map((resource) => ({ ...named(resource), id: resource.id ?? "" }));
}

function named({ urn, type }: StateResource): Named {
  return { urn, type, name: nameOf(urn) };
}
