import type { ReleaseRecord } from "./journal";
import type { Picture } from "./picture";
import { isCanary } from "./placed";
import { thereIndex, wayOf } from "./place";

/**
 * What must never be of an environment, whatever a release has come to: one sentence for each that is.
 *
 * @param record - the release that is under way, where one is.
 */
export function violationsOf(picture: Picture, record?: ReleaseRecord): readonly string[] {
  return [
    ...Object.entries(picture.workers).flatMap(([workload, { serves }]) => {
      const sum = serves.reduce((total, { percentage }) => total + percentage, 0);
      return Math.abs(sum - 100) < 1e-9
        ? []
        : [`the Worker ${workload} serves ${String(sum)} % of its requests`];
    }),
    ...picture.services
      .filter(({ cell, running, desired }) => cell === picture.live && desired > 0 && running === 0)
      .map(({ workload, cell }) => `${workload} has no task in ${cell}, which is live`),
    ...(record === undefined ? [] : unjudged(picture, record)),
  ];
}

/** A build that was not judged yet gets no more than its share. */
function unjudged(picture: Picture, record: ReleaseRecord): readonly string[] {
  const { there } = wayOf(record);
  if (thereIndex(record) >= there.findIndex(({ stage }) => stage === "full")) return [];
  return record.changes.filter(isCanary).flatMap(({ workload, from, pace }) => {
    const others = (picture.workers[workload]?.serves ?? [])
      .filter(
        ({ versionId, digest }) => versionId !== from?.place?.id && digest !== from?.build.digest,
      )
      .reduce((total, { percentage }) => total + percentage, 0);
    return others <= (pace.share ?? 0)
      ? []
      : [`${workload}'s new version gets ${String(others)} % of its requests, unjudged`];
  });
}
