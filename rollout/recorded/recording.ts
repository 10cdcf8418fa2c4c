import * as z from "zod";
import { check, placeInFile } from "../../settings/check";
import { described } from "../../settings/described";
import { parseJson } from "../../settings/parse-text";
import { type Problem, problemText } from "../../settings/problem";
import { UsageError } from "../../settings/usage-error";
import * as values from "../../settings/values";
import type { Counts } from "../judge/counts";
import type { Release } from "../judge/judge";
import type { Limits } from "../judge/limits";

const time = (meaning: string) =>
  described(z.iso.datetime({ offset: true }), {
    meaning,
    expected: 'a time as "2026-11-29T10:00:00Z"',
    example: "2026-11-29T10:00:00Z",
  });

const many = 1_000_000_000;
const number = (meaning: string, example: number) => values.whole(meaning, 0, many, example);

const counts = described(
  z
    .strictObject({
      requests: number("Requests that were answered.", 512),
      errors: number("Those that failed.", 2),
      slow: number("Those that took longer than the limit.", 15),
      sampled: number(
        "How many of them the counts were made from, where they are estimates.",
        512,
      ).optional(),
    })
    .refine(
      ({ requests, errors, slow, sampled = 0 }) => Math.max(errors, slow, sampled) <= requests,
    ),
  {
    meaning: "What a version answered in that minute.",
    expected: "a map with requests, and of these errors, slow and perhaps sampled",
    example: { requests: 512, errors: 2, slow: 15 },
  },
);

/** A release's counts, minute by minute, with what it was held to. */
const recordingSchema = z.strictObject({
  service: values.resourceName("Whose release it was.", "accounts"),
  startedAt: time("When it got some of the traffic."),
  errorRate: values.amount("`rollbackThresholds.errorRate` of its deploy.yaml.", 0.01, 1, 1),
  monitoringPeriod: values.duration("`monitoringPeriod` of its deploy.yaml.", "30m"),
  minutes: described(
    z.array(
      z.strictObject({ at: time("When the minute began."), candidate: counts, baseline: counts }),
    ),
    { meaning: "Oldest first; one without counts is left out.", expected: "a list", example: [] },
  ).refine((minutes) =>
    minutes.every(
      ({ at }, index) => index === 0 || Date.parse(minutes[index - 1]?.at ?? "") < Date.parse(at),
    ),
  ),
});

export interface Recording {
  readonly service: string;
  readonly release: Release;
  readonly limits: Limits;
}

/**
 * What a recorded series holds.
 *
 * @param file - what it is called in messages.
 * @throws UsageError with everything that is wrong with it.
 */
export function readRecording(file: string, text: string): Recording {
  const parsed = parseJson(file, text);
  if ("problems" in parsed) throw refused(parsed.problems);
  const checked = check(recordingSchema, parsed.value, placeInFile(file));
  if ("problems" in checked) throw refused(checked.problems);
  const { service, startedAt, errorRate, monitoringPeriod, minutes } = checked.value;
  return {
    service,
    limits: {
      errorRate: errorRate / 100,
      watch: 60 * (values.minutesOf(monitoringPeriod) ?? 0),
      settle: 0,
    },
    release: {
      startedAt: seconds(startedAt),
      minutes: minutes.map(({ at, candidate, baseline }) => ({
        at: seconds(at),
        candidate: sampleOf(candidate),
        baseline: sampleOf(baseline),
      })),
    },
  };
}

/** Estimates tell no more than the sample that they were made from. */
function sampleOf({ requests, errors, slow, sampled = requests }: z.output<typeof counts>): Counts {
  const part = requests === 0 ? 0 : sampled / requests;
  return {
    requests: sampled,
    errors: Math.round(errors * part),
    slow: Math.round(slow * part),
  };
}

function refused(problems: readonly Problem[]): UsageError {
  return new UsageError(problems.map(problemText).join("\n"));
}

function seconds(text: string): number {
  return Date.parse(text) / 1_000;
}
