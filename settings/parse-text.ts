import { CORE_SCHEMA, YAMLException, load, mergeTag, timestampTag } from "js-yaml";
import type { Checked } from "./problem";
import { show } from "./show";

export type TextMap = Readonly<Record<string, unknown>>;

/**
 * As Pulumi's own reader has it: merge keys, and unquoted dates that are no text. Few aliases, so that nested ones can't
 * grow into millions of values.
 */
const options = { schema: CORE_SCHEMA.withTags(mergeTag, timestampTag), maxAliases: 16 };

/** A YAML file that must be a map. Messages quote no line of the file: it may hold what must not be printed. */
export function parseYaml(file: string, text: string): Checked<TextMap> {
  try {
    return mapOf(file, load(text, options), "write one key per line, `key: value`");
  } catch (error) {
    const mark = error instanceof YAMLException ? error.mark : undefined;
    const reason = error instanceof YAMLException ? error.reason : "it can't be read";
    const place = mark === undefined ? "" : `:${String(mark.line + 1)}:${String(mark.column + 1)}`;
    const fix = reason.includes("tab")
      ? "indent with spaces"
      : mark === undefined
        ? "correct the file"
        : `correct line ${String(mark.line + 1)}`;
    return {
      problems: [{ file: `${file}${place}`, key: "", got: reason, expected: "valid YAML", fix }],
    };
  }
}

/** A JSON file that must be a map, in which no key stands twice: JSON's own reader would take the last. */
export function parseJson(file: string, text: string): Checked<TextMap> {
  try {
    const map = mapOf(file, JSON.parse(text), 'write `{ "key": … }`');
    // JSON is YAML, whose reader sees them.
    const twice = parseYaml(file, text);
    if (!("problems" in twice) || twice.problems[0]?.got !== duplicate) return map;
    return {
      problems: twice.problems.map((problem) => ({ ...problem, expected: "each key once" })),
    };
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const before = text.slice(0, position);
    const line = before.split("\n").length;
    const column = before.length - before.lastIndexOf("\n");
    const ended = text.slice(position).trim() === "";
    return {
      problems: [
        {
          file: `${file}:${String(line)}:${String(column)}`,
          key: "",
          got: ended ? "an end before the last bracket" : "a character out of place",
          expected: "valid JSON",
          fix: `correct line ${String(line)}`,
        },
      ],
    };
  }
}

const duplicate = "duplicated mapping key";

function mapOf(file: string, value: unknown, fix: string): Checked<TextMap> {
  if (isMap(value)) return { value };
  return {
    problems: [
      {
        file,
        key: "",
        got: typeof value === "string" ? "plain text" : show(value),
        expected: "a map of keys",
        fix,
      },
    ],
  };
}

export function isMap(value: unknown): value is TextMap {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}
