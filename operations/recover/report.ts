import { visible } from "../../settings/visible";
import type { Outcome } from "../stack/find/decisions";
import type { Recovery } from "./recover";

/** 0 recovered, or nothing was to be done; 1 a person has to decide or to restore something. */
export function exitCodeOf({ creations, lost }: Recovery): 0 | 1 {
  return lost.length > 0 || creations.some(isUndecided) ? 1 : 0;
}

/** What was done, and what is left to do, for a person. */
export function describe(recovery: Recovery): string {
  const { stack, lockBroken, creations, unplanned, settled, lost } = recovery;
  const lines = [
    ...(lockBroken === undefined ? [] : [`broke the lock of ${lockBroken}`]),
    ...creations.flatMap(describeOutcome),
    ...(unplanned === undefined
      ? []
      : `not sought  what \`up\` would create, since its preview failed: ${unplanned}`.split("\n")),
    ...settled.map(
      ({ type, name, operation, isThere }) =>
        `read again  ${type} "${name}", cut off while ${operation}: it is ${isThere ? "there" : "gone"}`,
    ),
    ...lost.map(
      ({ type, name, id }) =>
        `LOST        ${type} "${name}" (${id}) held data and is not there any more: restore it, or \`up\` makes another, empty one`,
    ),
  ];
  const indented = lines.map((line) => `  ${visible(line)}`);
  return [`${stack}: ${summaryOf(recovery)}`, ...indented, nextStep(recovery), ""].join("\n");
}

function nextStep({ stack, creations, lost, done }: Recovery): string {
  if (creations.some(isUndecided)) {
    return "Nothing was changed. Look, decide, and run it again with --adopt 'URN=ID' or --forget 'URN' for each.";
  }
  if (!done) return "Nothing was changed: this was a dry run.";
  if (lost.length > 0) return "Restore what is lost before the next `up`.";
  return `Next: pulumi up --stack ${stack}`;
}

function summaryOf({ creations, settled, lost, done }: Recovery): string {
  if (!done && creations.length === 0) return "nothing was cut off";
  const parts = [
    counted(creations.length, "creation", "was cut off", "were cut off"),
    counted(settled.length, "other operation", "was cut off", "were cut off"),
    counted(lost.length, "resource with data", "is lost", "are lost"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "the state is what the clouds have" : parts.join(", ");
}

function counted(count: number, noun: string, one: string, many: string): string {
  if (count === 0) return "";
  return count === 1 ? `1 ${noun} ${one}` : `${String(count)} ${noun}s ${many}`;
}

function describeOutcome({ urn, type, name, decision }: Outcome): readonly string[] {
  const what = `${type} "${name}"`;
  switch (decision.kind) {
    case "adopt":
      return [`adopted     ${what}, which is ${decision.sighting.id}`];
    case "forget":
      return [`forgotten   ${what}: ${decision.because}`];
    case "ask":
      return [
        `undecided   ${what}: ${decision.because}`,
        ...decision.choices.map((choice) => `            --adopt '${urn}=${choice}'`),
        `            --forget '${urn}'`,
      ];
  }
}

function isUndecided({ decision }: Outcome): boolean {
  return decision.kind === "ask";
}
