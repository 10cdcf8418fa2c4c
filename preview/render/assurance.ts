import { groupBy } from "../report/group-by";
import { count, digits } from "../report/quantity";
import type {
  ReportedData,
  ReportedMissing,
  ReportedParity,
  ReportedProtection,
  ReportedWaiver,
} from "../report/report";

/** The resources of one kind that a stack keeps data in, and what is true of all of them. */
export interface DataSummary {
  readonly stack: string;
  readonly kind: string;
  readonly amount: number;
  readonly protectedAmount: number;
  /** `day, week`. */
  readonly backups: string;
  /** Days that the longest-lived copy of each stays: `90`, or `30–365` where they differ. */
  readonly kept: string;
  /** Days that each can go back to any moment. */
  readonly pointInTime: string;
  readonly regions: string;
  readonly lastDrill: string;
}

/** A line for each stack and kind. */
export function summariseLedger(ledger: readonly ReportedData[]): DataSummary[] {
  return [...groupBy(ledger, ({ stack, kind }) => `${stack} ${kind}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const all = group.flatMap(({ protections }) => protections);
    const longest = (means: (protection: ReportedProtection) => boolean): string =>
      range(group.map(({ protections }) => longestDays(protections.filter(means))));
    const drills = group.map(({ lastDrill }) => lastDrill ?? "never").sort();
    return [
      {
        stack: first.stack,
        kind: first.kind,
        amount: group.length,
        protectedAmount: group.filter(({ protections }) => protections.length > 0).length,
        backups: distinct(all.map(({ every }) => every)),
        kept: longest(({ means }) => means !== "point-in-time"),
        pointInTime: longest(({ means }) => means === "point-in-time"),
        regions: distinct(all.map(({ region }) => region)),
        lastDrill: drills.includes("never") ? "never" : (drills[0] ?? "never"),
      },
    ];
  });
}

/** Production and what it runs on, or every stack where there is neither. */
export function isOfProduction(ledger: readonly ReportedData[]): (data: ReportedData) => boolean {
  const grave = ({ stack }: ReportedData): boolean => ["production", "shared"].includes(stack);
  return ledger.some(grave) ? grave : () => true;
}

/** `production · S3 bucket ×5: 5 of 5 protected, backups day, week, …`. */
export function summaryText(data: DataSummary): string {
  const { stack, kind, amount, protectedAmount, backups, kept, pointInTime, regions } = data;
  return [
    `${stack} · ${kind} ×${digits(amount)}: ${digits(protectedAmount)} of ${digits(amount)} protected`,
    ...(backups === "" ? [] : [`a backup each ${backups}`]),
    ...(kept === "" ? [] : [`kept ${kept} days`]),
    ...(pointInTime === "" ? [] : [`any moment of ${pointInTime} days`]),
    ...(regions === "" ? [] : [`copies in ${regions}`]),
    `last drill ${data.lastDrill}`,
  ].join(", ");
}

/** `Staging has 1,204 of the 1,204 controls of production that it should (100 %); 88 more are production's on purpose.` */
export function parityText({ percent, alike, explained, missing }: ReportedParity): string {
  const meant = explained.reduce((sum, { controls }) => sum + controls, 0);
  return `Staging has ${digits(alike)} of the ${count(alike + missing.length, "control")} of production that it should (${String(percent)} %); ${digits(meant)} more are production's on purpose.`;
}

/** `aws:lb/loadBalancer:LoadBalancer staging-blue-load-balancer lacks dropInvalidHeaderFields: true`. */
export function missingText({ urn, control }: ReportedMissing): string {
  const [, , type = "", name = ""] = urn.split("::");
  const what = [type.split("$").at(-1), name].join(" ");
  return control === "" ? `nothing like ${what}` : `${what} lacks ${control}`;
}

/** `tags-require, 71 days left (2027-01-31, operations@…): reason · urn`. */
export function waiverText(waiver: ReportedWaiver): string {
  const { rule, resource, owner, reason, expires, daysLeft } = waiver;
  const left =
    daysLeft < 0 ? `expired ${count(-daysLeft, "day")} ago` : `${count(daysLeft, "day")} left`;
  return `${rule}: ${left} (until ${expires}, ${owner}): ${reason} · ${resource}`;
}

function longestDays(protections: readonly ReportedProtection[]): number {
  return Math.max(0, ...protections.map(({ days }) => days ?? 0));
}

function range(days: readonly number[]): string {
  const [least, most] = [Math.min(...days), Math.max(...days)];
  if (most === 0) return "";
  return least === most ? digits(most) : `${digits(least)}–${digits(most)}`;
}

function distinct(texts: readonly (string | null)[]): string {
  return [...new Set(texts.filter((text) => text !== null))].join(", ");
}
