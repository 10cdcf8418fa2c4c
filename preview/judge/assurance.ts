import { daysBetween } from "../../policies/dates";
import type { JudgedStack, Judgement } from "../../policies/judge";
import type { PackData } from "../../policies/pack-data";
import type { Parity } from "../../policies/parity/parity";
import { stackOf } from "../../policies/waivers";
import type { Assurance, ReportedData, ReportedParity } from "../report/report";

/** What the policies know of the stacks beside their verdicts. No value of a property stands in it. */
export function assuranceOf({ stacks, parity }: Judgement, policies: PackData): Assurance {
  const names = new Set<string | undefined>(stacks.map(({ stack }) => stack));
  return {
    parity: parity === undefined ? null : reportParity(parity),
    ledger: stacks.flatMap(reportLedger),
    waivers: policies.waivers
      .filter(({ resource }) => names.has(stackOf(resource)))
      .map((waiver) => ({ ...waiver, daysLeft: daysBetween(policies.today, waiver.expires) })),
  };
}

function reportParity({ percent, alike, explained, missing }: Parity): ReportedParity {
  return {
    percent: Math.floor(percent * 100) / 100,
    alike,
    explained: [...explained].map(([why, controls]) => ({ why, controls })),
    missing,
  };
}

function reportLedger({ stack, ledger }: JudgedStack): ReportedData[] {
  return ledger.map(({ urn, kind, protections, problem, lastDrill }) => ({
    stack,
    urn,
    kind,
    protections: protections.map(({ means, every, days, region, part, by }) => ({
      means,
      every: every ?? null,
      days: days ?? null,
      region: region ?? null,
      part: part ?? null,
      by,
    })),
    problem: problem ?? null,
    lastDrill: lastDrill ?? null,
  }));
}
