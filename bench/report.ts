import { cpus } from "node:os";
import { renderTable, type Cell } from "../preview/render/terminal/table";
import type { Figure, Quantity, Section } from "./figures";

/** Everything that `--json` writes. */
export interface BenchReport {
  readonly node: string;
  readonly platform: string;
  readonly cpus: number;
  readonly cpuModel: string;
  readonly sections: readonly Section[];
}

/** What the figures were measured on. */
export function describeMachine(): Omit<BenchReport, "sections"> {
  const all = cpus();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpus: all.length,
    cpuModel: all[0]?.model ?? "unknown",
  };
}

export function renderMachine({
  node,
  platform,
  cpus: count,
}: Omit<BenchReport, "sections">): string {
  return `Node ${node}, ${platform}, ${String(count)} CPUs; a figure is the median, the range its least and most\n`;
}

/** A section as a person reads it: heading, aligned figures, notes. */
export function renderSection({ title, extent, figures, notes }: Section): string {
  const counts = Object.entries(extent).map(([what, n]) => `${what} ${n.toLocaleString("en")}`);
  const column = (
    heading: string,
    align: "left" | "right",
    textOf: (figure: Figure) => string,
  ) => ({ heading, align, cells: figures.map((figure) => plain(textOf(figure))) });
  const table =
    figures.length === 0
      ? []
      : renderTable(
          [
            column("", "left", ({ name }) => `  ${name}`),
            column("figure", "right", ({ value, quantity }) => format(value, quantity)),
            column("range", "right", rangeOf),
            column("limit", "right", limitOf),
            column("", "left", verdictOf),
          ],
          String,
        );
  return [
    "",
    [title, ...(counts.length === 0 ? [] : [counts.join(", ")])].join(": "),
    ...table,
    ...notes.map((note) => `  ${note}`),
    "",
  ].join("\n");
}

function rangeOf({ sample, quantity }: Figure): string {
  if (sample === undefined) return "";
  return `${format(sample.min, quantity)} to ${format(sample.max, quantity)}`;
}

function limitOf({ limit, quantity }: Figure): string {
  return limit === undefined ? "" : `≤ ${format(limit, quantity)}`;
}

function verdictOf({ holds }: Figure): string {
  if (holds === undefined) return "";
  return holds ? "holds" : "MISSED";
}

function format(value: number, quantity: Quantity): string {
  switch (quantity) {
    case "ratio":
      return value.toFixed(2);
    case "memory":
      return `${(value / 1e6).toFixed(0)} MB`;
    case "time":
      return formatTime(value);
  }
}

function formatTime(seconds: number): string {
  if (seconds >= 0.1) return `${seconds.toFixed(2)} s`;
  if (seconds >= 1e-4) return `${(seconds * 1e3).toFixed(2)} ms`;
  return `${(seconds * 1e6).toFixed(2)} µs`;
}

function plain(text: string): Cell {
  return { text, paint: String };
}
