import type { Minute, Share } from "./counts";
import { type Finding, findingsAfter } from "./findings";
import { type Limits, odds } from "./limits";
import { requestsToClear } from "./need";
import { count, minutesOf, percent, spelled } from "./words";

/** What becomes of a release: it gets all traffic, is watched on, or goes. */
export type Outcome = "promote" | "hold" | "roll back";

export interface Judgement {
  readonly outcome: Outcome;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What is known of each fault, after the minute that decided. */
  readonly findings: readonly Finding[];
}

/** A release that has been given some of the traffic. */
export interface Release {
  /** When it got it, in seconds since 1970. */
  readonly startedAt: number;
  /** What was counted since, oldest first; a minute without counts is left out. */
  readonly minutes: readonly Minute[];
}

/** Of a release that nobody has asked anything. */
export const uncounted: Judgement = {
  outcome: "hold",
  reason: "nothing was counted yet",
  findings: [],
};

/** What would be decided after each minute; what was taken back stays so. */
export function* judgeEach(
  { minutes, startedAt }: Release,
  limits: Limits,
): Generator<Judgement, void> {
  let taken: Judgement | undefined;
  for (const { at, findings } of findingsAfter(minutes, limits)) {
    const judgement = taken ?? decide(findings, at + minute - startedAt, limits);
    if (judgement.outcome === "roll back") taken = judgement;
    yield judgement;
  }
}

/**
 * Whether a release gets all traffic, is watched on or is taken back, as it stands now. It is promoted when its time is over
 * and it was shown to be good; it is taken back as soon as it was shown to be bad; without enough requests it is neither.
 *
 * @param now - in seconds since 1970; minutes whose counts may still grow are left out.
 */
export function judge(release: Release, limits: Limits, now: number): Judgement {
  const complete = release.minutes.filter(({ at }) => at + minute + limits.settle <= now);
  const last = [...judgeEach({ ...release, minutes: complete }, limits)].at(-1);
  if (last === undefined) return uncounted;
  const silence = now - limits.settle - ((complete.at(-1)?.at ?? 0) + minute);
  return last.outcome === "promote" && silence >= longestSilence
    ? { ...last, outcome: "hold", reason: `nothing was counted for ${minutesOf(silence)}` }
    : last;
}

const minute = 60;

/** After so many seconds without counts nobody knows how a release does now. */
const longestSilence = 5 * minute;

/** What is five times likelier of a bad release is watched on. */
const suspicious = 5;

function decide(findings: readonly Finding[], watched: number, limits: Limits): Judgement {
  const bad = findings.find(({ worse }) => worse >= odds);
  if (bad !== undefined) return { outcome: "roll back", reason: accusation(bad), findings };
  if (watched < limits.watch) {
    const time = `${minutesOf(watched)} of ${minutesOf(limits.watch)}`;
    return { outcome: "hold", reason: `it was watched for ${time}`, findings };
  }
  const suspect = findings.find(({ suspicion }) => suspicion >= suspicious);
  if (suspect !== undefined) {
    const { fault, lately, tolerance } = suspect;
    const reason = `of late ${spelled(fault, lately)}, where ${percent(tolerance.allowed)} are allowed`;
    return { outcome: "hold", reason, findings };
  }
  const unclear = findings.find(({ better }) => better < odds);
  if (unclear !== undefined) return { outcome: "hold", reason: lack(unclear), findings };
  return { outcome: "promote", reason: findings.map(acquittal).join("; "), findings };
}

function accusation({ fault, lately, baseline, tolerance }: Finding): string {
  return (
    `${spelled(fault, lately)}, where ${percent(tolerance.allowed)} are allowed and the running version had ` +
    `${percent(ratio(baseline))}: one good release in ${count(odds)} ever looks so`
  );
}

function lack({ fault, candidate, tolerance }: Finding): string {
  const usual = ratio(candidate);
  const more = requestsToClear(usual, tolerance) - candidate.requests;
  const open = `${spelled(fault, candidate)}, which does not show yet that it is less than ${percent(tolerance.bad)}`;
  return Number.isFinite(more)
    ? `${open}: some ${count(Math.max(more, 1))} more requests would`
    : open;
}

function acquittal({ fault, candidate, tolerance }: Finding): string {
  return `${spelled(fault, candidate)}, surely less than ${percent(tolerance.bad)}`;
}

function ratio({ hits, requests }: Share): number {
  return requests === 0 ? 0 : hits / requests;
}
