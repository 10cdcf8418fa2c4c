/** A part of a YAML file: its lines, and how far its keys are indented. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

type Path = readonly string[];

/** A YAML text with this value at a path, and all else, comments as well, as it was; `undefined` takes the key away. */
export function withValue(text: string, path: Path, value: unknown): string {
  const lines = text.split("\n");
  const [place, missing] = placeOf(lines, path);
  if (missing.length > 1 || (missing.length === 1 && value === undefined)) {
    return value === undefined
      ? text
      : withValue(text, path.slice(0, -1), { [path.at(-1) ?? ""]: value });
  }
  const written = value === undefined ? [] : entry(path.at(-1) ?? "", value, place.indent);
  return [...lines.slice(0, place.from), ...written, ...lines.slice(place.to)].join("\n");
}

/** The lines of a path's key and value, or where the key would stand, and what of the path is not there. */
function placeOf(lines: readonly string[], path: Path): readonly [Block, Path] {
  let around: Block = { from: 0, to: lines.length, indent: 0 };
  let found = around;
  for (const [depth, key] of path.entries()) {
    const at = keyLine(lines, around, key);
    if (at === undefined) {
      const end = lastLine(lines, around) + 1;
      return [{ from: end, to: end, indent: around.indent }, path.slice(depth)];
    }
    const end = endOf(lines, at, around);
    const isInline = /:\s+[^#\s]/.test((lines[at] ?? "").slice(around.indent + key.length));
    if (isInline && depth < path.length - 1)
      throw new RangeError(`${path.join(".")} is on one line`);
    found = { from: at, to: end, indent: around.indent };
    const first = lines.slice(at + 1, end).find((line) => !isIdle(line));
    const inner = first === undefined ? around.indent + 2 : indentOf(first);
    around = { from: at + 1, to: end, indent: inner };
  }
  return [found, []];
}

function keyLine(
  lines: readonly string[],
  { from, to, indent }: Block,
  key: string,
): number | undefined {
  const starts = [key, JSON.stringify(key)].map((name) => `${" ".repeat(indent)}${name}:`);
  const at = lines.findIndex(
    (line, index) =>
      index >= from &&
      index < to &&
      starts.some((start) => line === start || line.startsWith(`${start} `)),
  );
  return at === -1 ? undefined : at;
}

/** Behind the last line that is more indented than the key: comments and empty lines below it belong to what follows. */
function endOf(lines: readonly string[], at: number, around: Block): number {
  let end = at + 1;
  for (let index = at + 1; index < around.to; index++) {
    const line = lines[index] ?? "";
    if (isIdle(line)) continue;
    if (indentOf(line) <= around.indent) break;
    end = index + 1;
  }
  return end;
}

function lastLine(lines: readonly string[], { to }: Block): number {
  return lines.slice(0, to).map(isIdle).lastIndexOf(false);
}

function isIdle(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}

function indentOf(line: string): number {
  return line.search(/\S/);
}

function entry(key: string, value: unknown, indent: number): readonly string[] {
  const start = `${" ".repeat(indent)}${scalar(key)}:`;
  if (!isMap(value)) return [`${start} ${inline(value)}`];
  return [
    start,
    ...Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .flatMap(([name, inner]) => entry(name, inner, indent + 2)),
  ];
}

/** On one line, for the formatter to break. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isMap(value)) return scalar(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${scalar(key)}: ${inline(inner)}`);
  return `{ ${pairs.join(", ")} }`;
}

/** Text is quoted where YAML could read a number, a date or a sign into it. */
function scalar(value: unknown): string {
  return typeof value === "string" && (!/^[A-Za-z][\w./@:-]*$/.test(value) || isWord(value))
    ? JSON.stringify(value)
    : String(value);
}

function isWord(text: string): boolean {
  return /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) || text.endsWith(":");
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
