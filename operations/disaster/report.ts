import { visible } from "../../settings/visible";
import { columns } from "../columns";
import type { Followed } from "./follow";
import { type Look, type Scenario, secondsOf, type Step, type Target, targets } from "./step";

/** A step, and how it stands. */
export interface Planned {
  readonly step: Step;
  readonly look: Look;
}

const who = {
  cloud: "a cloud does it",
  command: "this command does it",
  person: "a person decides",
} as const satisfies Record<Step["decides"], string>;

/**
 * What is to be done, by whom, how it stands, and how long it takes.
 *
 * @param found - what the clouds say, a line each.
 */
export function describePlan(
  { means, target }: Pick<Scenario, "means" | "target">,
  planned: readonly Planned[],
  found: readonly string[],
): string {
  const steps = planned.map(({ step }) => step);
  return [
    `${means}. Now:`,
    ...found.map((line) => `  ${line}`),
    ...planned.flatMap(({ step, look: { holds, says } }, index) => [
      `${holds ? "=" : String(index + 1)} ${step.title} (${holds ? says : who[step.decides]})`,
      ...(holds ? [] : [`    now: ${says}`, ...step.does.map(({ shown }) => `    ${shown}`)]),
    ]),
    ...describeTimes(steps, target),
    "",
  ]
    .map(visible)
    .join("\n");
}

/** What is known of the steps' times, added up, against what is wanted. */
export function describeTimes(steps: readonly Step[], strictest: Target): readonly string[] {
  const rows = steps
    .flatMap(({ times }) => times)
    .map(([what, seconds, known]) => [
      `  ${seconds === undefined ? "?" : spelled(seconds)}`,
      known,
      what,
    ]);
  const kept = [...new Set<Target>([strictest, "everything"])];
  const sums = kept.map((target) => {
    const [sum, within] = [secondsOf(steps, target), targets[target]];
    const verdict =
      sum > within
        ? `${spelled(sum - within)} TOO LONG`
        : `${spelled(within - sum)} left for the unknown, and for people`;
    return `${target}: ${spelled(sum)} of ${spelled(within)}, ${verdict}`;
  });
  return [...columns(rows), ...sums];
}

/** A step that begins, or what became of it. */
export function describeStep(told: Followed | Step): string {
  if (!("became" in told)) {
    return [`… ${told.title}`, ...told.does.map(({ shown }) => `    ${shown}`)]
      .map(visible)
      .join("\n");
  }
  const { step, became, says, took } = told;
  const sign = { "done before": "=", done: "✓", left: "!" }[became];
  const time = became === "done" ? ` (${spelled(took)})` : "";
  const left = became === "left" ? `\n    ${step.byHand}` : "";
  return `${visible(`${sign} ${step.title}: ${says}${time}`)}${left}`;
}

export function spelled(seconds: number): string {
  const [minutes, rest] = [Math.floor(Math.ceil(seconds) / 60), Math.ceil(seconds) % 60];
  return [
    ...(minutes > 0 ? [`${String(minutes)} min`] : []),
    ...(rest > 0 || minutes === 0 ? [`${String(rest)} s`] : []),
  ].join(" ");
}
