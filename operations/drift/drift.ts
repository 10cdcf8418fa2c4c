import type { EngineEvent, Stack, UpdateSummary } from "@pulumi/pulumi/automation";
import { holdsData } from "../../catalog/holds-data";
import { nameOf } from "../../catalog/urn";
import { findStragglers, type Straggler } from "../running/stragglers";
import type { Outcome } from "../stack/find/decisions";
import { findOrphans } from "../stack/orphans";
import { type Plan, planOf } from "../stack/planned";
import { resourcesOf } from "../stack/state";
import { readState } from "../stack/state-file";
import { type AskCloudflare, changedDomains, domainsIn } from "./r2-domains";

/** How the clouds differ from the state; each resource as `<type> <logical name>`. */
export interface Drift {
  /** Gone with the data they held: an `up` after a refresh would make them again, empty. */
  readonly lost: readonly string[];
  /** Gone, and `up --refresh` makes them again as they were. */
  readonly gone: readonly string[];
  /** Not as declared, and `up --refresh` puts them back. */
  readonly changed: readonly string[];
  /** URNs of what is not as declared where no refresh looks. */
  readonly unseen: readonly string[];
  /** URNs of what nobody could look at. */
  readonly unasked: readonly string[];
  /** When a refresh dropped resources from the state that no `up` has followed: what they held can't be told any more. */
  readonly forgotten: readonly Date[];
  /** There, but not in the state: an earlier `up` made it without hearing of it, and the next would make a second one. */
  readonly orphans: readonly Outcome[];
  /** Container services that run something else than the last `up` asked for. */
  readonly stragglers: readonly Straggler[];
  /** Why the program's plan could not be had, without which no orphan is found. */
  readonly unplanned?: string;
}

export interface DriftOptions {
  /** Milliseconds until a service surely lists what was made. Default: 60 000. */
  readonly settle?: number;
  /** Asks for what Cloudflare's provider does not read back. Default: nobody does. */
  readonly cloudflare?: AskCloudflare | undefined;
  /** What the next `up` would do. Default: what the files say. */
  readonly plan?: Plan;
}

/** Updates that are asked for at once, newest first. */
const pageSize = 20;

/**
 * Reads the clouds and changes neither them nor the state.
 *
 * @throws CommandError when the engine can't read them.
 * @throws InquiryError, EngineError, CloudflareError
 */
export async function findDrift(
  stack: Stack,
  { settle, cloudflare, plan: known }: DriftOptions = {},
): Promise<Drift> {
  const events: EngineEvent[] = [];
  await stack.previewRefresh({ color: "never", onEvent: (event) => events.push(event) });
  const found = events.flatMap(({ resOutputsEvent }) =>
    resOutputsEvent === undefined ? [] : [resOutputsEvent.metadata],
  );
  const state = await readState(stack);
  const resources = resourcesOf(state);
  const unseen = await changedDomains(resources, cloudflare);
  const unasked = cloudflare === undefined ? domainsIn(resources) : [];
  const plan = known ?? (await planOf(stack));
  const gone = found.filter(({ op }) => op === "delete");
  return {
    lost: namesOf(gone.filter(({ type }) => holdsData(type))),
    gone: namesOf(gone.filter(({ type }) => !holdsData(type))),
    changed: namesOf(found.filter(({ op }) => op === "update")),
    unseen: unseen.map(({ urn }) => urn),
    unasked: unasked.map(({ urn }) => urn),
    forgotten: forgottenIn(await stack.history(pageSize, 1)),
    orphans: await findOrphans(stack, plan.events, settle),
    stragglers: await findStragglers(stack, state),
    ...(plan.failure !== undefined && { unplanned: plan.failure }),
  };
}

/** Whether an `up` might make something again that held data, or is there already, or go on while a bucket stands open. */
export function forbidsUp({ lost, unseen, forgotten, orphans }: Drift): boolean {
  return [lost, unseen, forgotten, orphans].some(({ length }) => length > 0);
}

/** @param history - newest first. */
export function forgottenIn(
  history: readonly Pick<UpdateSummary, "kind" | "result" | "resourceChanges" | "endTime">[],
): readonly Date[] {
  const done = history.findIndex(({ kind, result }) => kind === "update" && result === "succeeded");
  return (done < 0 ? history : history.slice(0, done))
    .filter(({ kind, resourceChanges }) => kind === "refresh" && (resourceChanges?.delete ?? 0) > 0)
    .map(({ endTime }) => endTime);
}

function namesOf(resources: readonly { readonly urn: string; readonly type: string }[]): string[] {
  return resources.map(({ urn, type }) => `${type} ${nameOf(urn)}`).sort();
}
