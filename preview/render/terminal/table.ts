import { widthOf } from "../width";

/** One column: its heading, and each row's text with the paint to put on once it is padded. */
export interface Column {
  readonly heading: string;
  readonly align: "left" | "right";
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** Lines of a table without rules: a heading, then rows, two spaces between columns. */
export function renderTable(
  columns: readonly Column[],
  paintHeading: (text: string) => string,
): string[] {
  const widths = columns.map(({ heading, cells }) =>
    Math.max(widthOf(heading), ...cells.map(({ text }) => widthOf(text))),
  );
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const line = (cellOf: (column: Column) => Cell | undefined): string =>
    columns
      .map((column, index) => {
        const { text, paint } = cellOf(column) ?? { text: "", paint: String };
        const gap = " ".repeat((widths[index] ?? 0) - widthOf(text));
        return column.align === "left" ? paint(text) + gap : gap + paint(text);
      })
      .join("  ")
      .trimEnd();
  return [
    line(({ heading }) => ({ text: heading, paint: paintHeading })),
    ...Array.from({ length: rows }, (_, row) => line(({ cells }) => cells[row])),
  ];
}
