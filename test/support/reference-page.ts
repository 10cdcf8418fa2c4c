import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project";

/** A row of a table in docs/reference, by the name of its column. */
export type Row = Readonly<Record<string, string>>;

/** The rows of a page below the headings that are meant; a code span in the first column is its `name`. */
export function rowsOf(file: string, isMeant: (heading: string) => boolean): readonly Row[] {
  const text = readFileSync(join(projectRoot, "docs", "reference", file), "utf8");
  const sections = text
    .split(/^#+ /m)
    .filter((section) => isMeant(section.split("\n", 1)[0] ?? ""));
  return sections.flatMap((section) => {
    const [heads = [], , ...rows] = (section.match(/^\|.*\|$/gm) ?? []).map(cellsOf);
    return rows.map((cells) =>
      Object.fromEntries(cells.map((cell, index) => [heads[index] ?? "", cell])),
    );
  });
}

function cellsOf(line: string): readonly string[] {
  return line.slice(2, -2).split(" | ");
}
