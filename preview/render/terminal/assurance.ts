import { groupBy } from "../../report/group-by";
import type {
  ReportedData,
  ReportedParity,
  ReportedProtection,
  ReportedWaiver,
} from "../../report/report";
import { count, cut, digits, visible, wrap } from "../text";
import type { Style } from "./style";
import { type Column, renderTable } from "./table";

/** Differences that are listed before the rest is only counted. */
const shownDifferences = 10;

/** Narrower terminals get sentences in place of the table. */
const tableWidth = 100;

/** Characters of a cell. */
const widest = 24;

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

/** What protects the data: a line for each kind, or for each resource. Lower stacks can be made again. */
export function renderLedger(ledger: readonly ReportedData[], style: Style): string[] {
  if (style.verbose) return ledger.flatMap((data) => renderData(data, style));
  const rows = summariseLedger(ledger.filter(isOfProduction(ledger)));
  if (rows.length === 0) return [];
  return style.width < tableWidth ? renderSentences(rows, style) : renderRows(rows, style);
}

/** Production and what it runs on, or every stack where there is neither. */
export function isOfProduction(ledger: readonly ReportedData[]): (data: ReportedData) => boolean {
  const grave = ({ stack }: ReportedData): boolean => ["production", "shared"].includes(stack);
  return ledger.some(grave) ? grave : () => true;
}

export function renderParity(parity: ReportedParity, { paint, width, verbose }: Style): string[] {
  const { unexplained } = parity;
  const shown = verbose ? unexplained : unexplained.slice(0, shownDifferences);
  const left = unexplained.length - shown.length;
  const colour = unexplained.length === 0 ? paint.green : paint.yellow;
  return [
    ...wrap(parityText(parity), width).map(colour),
    ...shown.flatMap((difference) =>
      indented(differenceText(difference), width - 2).map((line) => `  ${line}`),
    ),
    ...(left === 0 ? [] : [paint.dim(`  and ${count(left, "more")}; --verbose lists them`)]),
    ...(verbose
      ? parity.explained.map(({ why, settings }) =>
          paint.dim(`  ${digits(settings)} on purpose: ${visible(why)}`),
        )
      : []),
  ];
}

/** `Staging is like production in 100 % of 4,164 settings; 2,888 more differ on purpose.` */
export function parityText({ percent, alike, explained, unexplained }: ReportedParity): string {
  const meant = explained.reduce((sum, { settings }) => sum + settings, 0);
  const open =
    unexplained.length === 0 ? "" : `, ${count(unexplained.length, "difference")} unexplained`;
  return `Staging is like production in ${String(percent)} % of what should be alike (${digits(alike)} settings alike${open}); ${digits(meant)} more differ on purpose.`;
}

export function differenceText({
  urn,
  setting,
  in: side,
}: ReportedParity["unexplained"][number]): string {
  const [, , type = "", name = ""] = urn.split("::");
  const what = [type.split("$").at(-1), name, setting].filter((part) => part !== "").join(" ");
  return side === "both" ? what : `${what} (${side} alone)`;
}

export function renderWaivers(
  waivers: readonly ReportedWaiver[],
  { paint, width }: Style,
): string[] {
  return waivers.flatMap((waiver) =>
    wrap(visible(waiverText(waiver)), Math.max(20, width - 2)).map((line, index) =>
      index > 0 ? `  ${line}` : waiver.daysLeft < 0 ? paint.red(line) : paint.cyan(line),
    ),
  );
}

/** `bucket-require-replication, 71 days left (2027-01-31, operations@…): reason · urn`. */
export function waiverText(waiver: ReportedWaiver): string {
  const { rule, resource, owner, reason, expires, daysLeft } = waiver;
  const left =
    daysLeft < 0 ? `expired ${count(-daysLeft, "day")} ago` : `${count(daysLeft, "day")} left`;
  return `${rule}: ${left} (until ${expires}, ${owner}): ${reason} · ${resource}`;
}

/** `S3 bucket production-documents: backup every day for 90 days in eu-west-3, versions for 90 days; last drill never`. */
export function dataText({
  stack,
  urn,
  kind,
  protections,
  problem,
  lastDrill,
}: ReportedData): string {
  const name = urn.split("::").at(-1) ?? urn;
  const said = problem ?? (protections.map(protectionText).join(", ") || "nothing");
  return `${stack} · ${kind} ${name}: ${said}; last drill ${lastDrill ?? "never"}`;
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

function renderRows(rows: readonly DataSummary[], { paint }: Style): string[] {
  const column = (
    heading: string,
    align: Column["align"],
    textOf: (row: DataSummary) => string,
    colour: (row: DataSummary) => (text: string) => string = () => String,
  ): Column => ({
    heading,
    align,
    cells: rows.map((row) => ({ text: cut(visible(textOf(row)), widest), paint: colour(row) })),
  });
  const never = ({ lastDrill }: DataSummary) => (lastDrill === "never" ? paint.yellow : String);
  return renderTable(
    [
      column(
        "Stack",
        "left",
        ({ stack }) => stack,
        () => paint.bold,
      ),
      column("Data", "left", ({ kind, amount }) => `${kind} ×${digits(amount)}`),
      column(
        "Protected",
        "right",
        ({ amount, protectedAmount }) => `${digits(protectedAmount)}/${digits(amount)}`,
        ({ amount, protectedAmount }) => (amount === protectedAmount ? paint.green : paint.red),
      ),
      column("Backup each", "left", ({ backups }) => backups),
      column("Kept, days", "right", ({ kept }) => kept),
      column("Any moment", "right", ({ pointInTime }) => pointInTime),
      column("Copies in", "left", ({ regions }) => regions),
      column("Drill", "left", ({ lastDrill }) => lastDrill, never),
    ],
    paint.dim,
  );
}

function renderSentences(rows: readonly DataSummary[], { width }: Style): string[] {
  return rows.flatMap((row) => indented(summaryText(row), width));
}

function renderData(data: ReportedData, { paint, width }: Style): string[] {
  const [first = "", ...others] = indented(dataText(data), width);
  return [data.protections.length === 0 ? paint.red(first) : first, ...others];
}

function indented(text: string, width: number): string[] {
  return wrap(visible(text), Math.max(20, width - 2)).map((line, index) =>
    index === 0 ? line : `  ${line}`,
  );
}

function protectionText({ means, every, days, region, part }: ReportedProtection): string {
  return [
    means.replaceAll("-", " "),
    ...(every === null ? [] : [`every ${every}`]),
    ...(days === null ? [] : [`for ${count(days, "day")}`]),
    ...(region === null ? [] : [`in ${region}`]),
    ...(part === null ? [] : [`of ${part} alone`]),
  ].join(" ");
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
