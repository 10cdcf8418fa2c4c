import { count, digits } from "../../report/quantity";
import type {
  ReportedData,
  ReportedParity,
  ReportedProtection,
  ReportedWaiver,
} from "../../report/report";
import {
  type DataSummary,
  isOfProduction,
  missingText,
  parityText,
  summariseLedger,
  summaryText,
  waiverText,
} from "../assurance";
import { visible } from "../../../settings/visible";
import { cut, wrap } from "../width";
import type { Style } from "./style";
import { type Column, renderTable } from "./table";

/** Missing controls that are listed before the rest is only counted. */
const shownMissing = 10;

/** Narrower terminals get sentences in place of the table. */
const tableWidth = 100;

/** Columns of a cell. */
const widest = 24;

/** What protects the data: a line for each kind, or for each resource. Lower stacks can be made again. */
export function renderLedger(ledger: readonly ReportedData[], style: Style): string[] {
  if (style.verbose) return ledger.flatMap((data) => renderData(data, style));
  const rows = summariseLedger(ledger.filter(isOfProduction(ledger)));
  if (rows.length === 0) return [];
  return style.width < tableWidth ? renderSentences(rows, style) : renderRows(rows, style);
}

export function renderParity(parity: ReportedParity, { paint, width, verbose }: Style): string[] {
  const { missing } = parity;
  const shown = verbose ? missing : missing.slice(0, shownMissing);
  const left = missing.length - shown.length;
  const colour = missing.length === 0 ? paint.green : paint.yellow;
  return [
    ...wrap(parityText(parity), width).map(colour),
    ...shown.flatMap((each) => indented(missingText(each), width - 2).map((line) => `  ${line}`)),
    ...(left === 0 ? [] : [paint.dim(`  and ${count(left, "more")}; --verbose lists them`)]),
    ...(verbose
      ? parity.explained.map(({ why, controls }) =>
          paint.dim(`  ${digits(controls)} on purpose: ${visible(why)}`),
        )
      : []),
  ];
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

/** `S3 bucket production-documents: backup every day for 90 days in eu-west-3, versions for 90 days; last drill never`. */
function dataText({ stack, urn, kind, protections, problem, lastDrill }: ReportedData): string {
  const name = urn.split("::").at(-1) ?? urn;
  const said = problem ?? (protections.map(protectionText).join(", ") || "nothing");
  return `${stack} · ${kind} ${name}: ${said}; last drill ${lastDrill ?? "never"}`;
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
