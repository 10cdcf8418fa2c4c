/** What COPY writes: a line a row, a tab between cells, and `\N` for nothing. */
export const nothing = "\\N";

const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
const unsafe = /[\\\b\f\n\r\t\v]/g;
const letters = Object.fromEntries(Object.entries(escapes).map(([letter, mark]) => [mark, letter]));

export function readCell(cell: string): string {
  if (!cell.includes("\\")) return cell;
  return cell.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

export function writeCell(value: string | null): string {
  return value === null ? nothing : value.replace(unsafe, (mark) => `\\${letters[mark] ?? mark}`);
}

type Named = readonly { readonly quoted: string }[];

export function copyOut(table: string, columns: Named): string {
  return `COPY (SELECT ${names(columns)} FROM ONLY ${table}) TO STDOUT`;
}

export function copyIn(table: string, columns: Named): string {
  return `COPY ${table} (${names(columns)}) FROM STDIN`;
}

function names(columns: Named): string {
  return columns.map(({ quoted }) => quoted).join(", ");
}

export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** Whole lines of what comes in pieces, many at once. */
export async function* lines(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = bytes.lastIndexOf(10) + 1;
    if (end > 0) yield bytes.toString("utf8", 0, end);
    rest = bytes.subarray(end);
  }
}

const element = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gsy;

/** An array as PostgreSQL writes it, `{a,"b c",NULL}`, of any depth, with other elements. */
export function mapArray(text: string, map: (value: string) => string | null): string {
  const start = text.indexOf("{");
  let made = text.slice(0, start);
  for (let at = start; at < text.length;) {
    element.lastIndex = at;
    const [found = text[at] ?? "", quoted, plain] = element.exec(text) ?? [];
    at += found.length;
    if (quoted === undefined && (plain === undefined || plain === "NULL")) made += found;
    else {
      const value = map(quoted?.replace(/\\(.)/gs, "$1") ?? plain ?? "");
      made += value === null ? "NULL" : `"${value.replace(/["\\]/g, "\\$&")}"`;
    }
  }
  return made;
}
