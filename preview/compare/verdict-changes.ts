import { compareText } from "../../settings/problem";
import type { ReportedVerdict, StackReport, VerdictStatus } from "../report/report";
import type { VerdictChanges } from "./comparison";

/** @param moved - the URN that a resource of the base has in the head. */
export function diffVerdicts(
  base: StackReport | undefined,
  head: StackReport | undefined,
  moved: (urn: string) => string,
): VerdictChanges {
  const before = base?.verdicts ?? [];
  const after = head?.verdicts ?? [];
  const baseRules = levelsOf(before);
  const headRules = levelsOf(after);
  const newly = (status: VerdictStatus): ReportedVerdict[] => {
    const known = keysOf(before, status, moved);
    return after.filter((verdict) => verdict.status === status && !known.has(keyOf(verdict)));
  };
  const objected = new Set(
    after
      .filter(({ status }) => status !== "passed" && status !== "not-applicable")
      .map((verdict) => keyOf(verdict)),
  );
  return {
    violated: newly("violated").sort(byRuleAndUrn),
    fixed: before
      .filter(
        (verdict) =>
          verdict.status === "violated" &&
          headRules.has(verdict.rule) &&
          !objected.has(keyOf(verdict, moved)),
      )
      .sort(byRuleAndUrn),
    waived: newly("waived").sort(byRuleAndUrn),
    unevaluated: newly("could-not-evaluate").sort(byRuleAndUrn),
    droppedRules: [...baseRules.keys()].filter((rule) => !headRules.has(rule)).sort(),
    weakenedRules: [...baseRules]
      .filter(([rule, level]) => level === "mandatory" && headRules.get(rule) === "advisory")
      .map(([rule]) => rule)
      .sort(),
  };
}

export function isVerdictChanged(changes: VerdictChanges): boolean {
  return Object.values(changes).some((list: readonly unknown[]) => list.length > 0);
}

function keysOf(
  verdicts: readonly ReportedVerdict[],
  status: VerdictStatus,
  moved: (urn: string) => string,
): Set<string> {
  return new Set(
    verdicts.filter((verdict) => verdict.status === status).map((verdict) => keyOf(verdict, moved)),
  );
}

function keyOf({ rule, urn }: ReportedVerdict, moved = (u: string): string => u): string {
  return `${rule}|${moved(urn)}`;
}

/** Each rule's gravest level. */
function levelsOf(verdicts: readonly ReportedVerdict[]): Map<string, ReportedVerdict["level"]> {
  const levels = new Map<string, ReportedVerdict["level"]>();
  for (const { rule, level } of verdicts) {
    if (levels.get(rule) !== "mandatory") levels.set(rule, level);
  }
  return levels;
}

function byRuleAndUrn(a: ReportedVerdict, b: ReportedVerdict): number {
  return (
    compareText(a.rule, b.rule) ||
    compareText(a.urn, b.urn) ||
    compareText(a.message, b.message) ||
    compareText(a.level, b.level)
  );
}
