import type { AnonymizedBranchStatusResponse } from "@neondatabase/api-client";
import { Refusal } from "../../server/provider";
import { isUnknown } from "../api/failure";
import type { Place } from "./import-id";
import type { Work } from "./work";

/** Masking runs, or the branch is not made yet. */
const running: readonly string[] = ["created", "anonymizing"];

export const anonymized = "anonymized";

export function statusOf(
  work: Work,
  { projectId, id }: Place,
): Promise<AnonymizedBranchStatusResponse> {
  return work.call((client, params) => client.getAnonymizedBranchStatus(projectId, id, params));
}

/**
 * Waits as long as a run goes on.
 *
 * @param begins - whether a run is to begin by itself as soon as the branch is there.
 * @throws Refusal when time runs out.
 */
export async function statusAfterRun(
  work: Work,
  place: Place,
  begins: boolean,
): Promise<AnonymizedBranchStatusResponse> {
  const { clock, timing } = work.api;
  const deadline = clock.now() + timing.deadlineSeconds * 1000;
  const goesOn = begins ? [...running, "initialized"] : running;
  for (;;) {
    const status = await statusOf(work, place);
    if (!goesOn.includes(status.state)) return status;
    work.report(status.status_message ?? `masking is ${status.state}`);
    if (clock.now() >= deadline) {
      const message =
        `Neon began to ${work.what}, but masking was still ${status.state} after ` +
        `${String(timing.deadlineSeconds)} seconds. Run the update again when it is done.`;
      throw new Refusal("timeout", message);
    }
    await work.api.sleep(work.what, timing.pollSeconds * 1000, work.signal);
  }
}

/** Has the rules run. A second run does no harm where the answer about the first is lost, but not beside it. */
export async function startRun(work: Work, place: Place): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work.call((client, params) =>
        client.startAnonymization(place.projectId, place.id, params),
      );
      return;
    } catch (thrown) {
      if (!isUnknown(thrown) || attempt >= work.api.timing.attempts) throw thrown;
      await statusAfterRun(work, place, false);
    }
  }
}

/** @throws Refusal when the branch is not masked. */
export function requireAnonymized(
  { what }: Work,
  { id }: Place,
  { state, status_message: words = "no reason given" }: AnonymizedBranchStatusResponse,
): void {
  if (state === anonymized) return;
  const message =
    `Neon did not ${what}: masking of the branch ${id} ended as ${state} (${words}). Correct ` +
    "maskingRules and run the update again.";
  throw new Refusal("precondition failed", message);
}
