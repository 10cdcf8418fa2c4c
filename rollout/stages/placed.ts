import type { Change, Placed, ReleaseRecord } from "./journal";
import { backIndex, thereIndex, wayOf } from "./place";
import type { Gets, Stage } from "./stages";

/** What of a release tells where its builds are. */
export type Placing = Pick<ReleaseRecord, "kind" | "stage" | "reached" | "changes" | "cells">;

/** Least percent that Cloudflare's provider gives a version, which has to be in the deployment to be asked itself. */
export const leastShare = 0.01;

/** What of a workload runs in the stage of its release, and the entry that makes it so. */
export function placedAt(change: Change, record: Placing): Placed {
  const { target, from, to, declared = to, candidate, pace } = change;
  const gets = getsAt(change, record);
  // Where nothing ran before, there is nothing that a share could be taken from, and nothing to go back to.
  if (from === undefined || gets === "all") {
    return { build: to, entry: declared, ...(candidate !== undefined && { place: candidate }) };
  }
  if (gets === undefined) return from;
  if (target === "aws-ecs") return { ...from, entry: { ...from.build, goesBack: true } };
  if (target === "cloudflare-pages" || from.place === undefined) return from;
  const percentage = { none: 0, least: leastShare, share: pace.share ?? leastShare }[gets];
  return {
    ...from,
    entry: { ...declared, traffic: { percentage, stableVersionId: from.place.id } },
  };
}

/** Whether a Worker's new build is to be judged by a share of the requests before it gets all. */
export function isCanary({ target, from, pace }: Change): boolean {
  return target === "cloudflare-worker" && from !== undefined && pace.share !== undefined;
}

/** What a workload's new build gets in the stage; nothing where the release has not come to it. */
export function getsAt({ target }: Change, record: Placing): Gets | undefined {
  const { there, back } = wayOf(record);
  const passed = [
    ...there.slice(0, thereIndex(record) + 1),
    ...back.slice(0, backIndex(record) + 1),
  ] as readonly Stage[];
  const [first] = there.filter((row: Stage) => row.of === target);
  const isBegun = passed.some(({ stage }) => stage === first?.stage);
  const gets = passed.flatMap((row) => (row.of === target ? (row.gets ?? []) : [])).at(-1);
  return isBegun ? gets : undefined;
}
