import * as z from "zod";
import { expectations } from "./described";
import { nearest } from "./nearest";
import type { Checked, Problem } from "./problem";
import { namesSecret } from "./secret-names";
import { holdsPassword, show, yamlOf } from "./show";

export type Path = readonly PropertyKey[];

/** Where a value stands, so that a problem can name its place and say how to put it right. */
export interface Place {
  readonly fileOf: (path: Path) => string;
  readonly keyOf: (path: Path) => string;
  /** The line or command that gives the key this value. */
  readonly setTo: (path: Path, value: unknown) => string;
  /** Whether values at this path are secret by declaration. */
  readonly isSecret: (path: Path) => boolean;
}

/** Holds a value against a schema and gives it back, or every problem it has. */
export function check<S extends z.ZodType>(
  schema: S,
  data: unknown,
  place: Place,
): Checked<z.output<S>> {
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data };
  return {
    problems: withoutEchoes(
      result.error.issues.flatMap((issue) => problemsOf(issue, schema, data, place)),
    ),
  };
}

/** A mistyped key is one problem, not an unknown key and a missing one. */
export function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const meant = new Set(
    problems.flatMap(({ file, key, fix }) => {
      const name = /^rename it to "(?:platform:)?(.+)"$/.exec(fix)?.[1];
      return name === undefined ? [] : [`${file} ${key.replace(/[^.:]+$/, name)}`];
    }),
  );
  return problems.filter(({ file, key, got }) => got !== nothing || !meant.has(`${file} ${key}`));
}

const nothing = show(undefined);

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, schema: z.ZodType, data: unknown, place: Place): Problem[] {
  const at = (path: Path) => ({ file: place.fileOf(path), key: place.keyOf(path) });
  const found = valueAt(data, issue.path);
  const wanted = schemaAt(schema, issue.path, data);

  if (issue.code === "unrecognized_keys") {
    const known = wanted instanceof z.ZodObject ? Object.keys(wanted.shape) : [];
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const path = [...issue.path, key];
      return {
        ...at(path),
        got: "an unknown key",
        expected: `one of ${known.join(", ")}`,
        fix: meant === undefined ? "remove it" : `rename it to "${meant}"`,
      };
    });
  }
  if (issue.code === "invalid_union") {
    const inside = issue.errors.find((errors) =>
      errors.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys"),
    );
    if (inside !== undefined && inside.length > 0) {
      return inside.flatMap((inner) =>
        problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, schema, data, place),
      );
    }
  }
  if (issue.code === "invalid_key") {
    const name = String(issue.path.at(-1));
    const key = schemaAt(schema, issue.path.slice(0, -1), data);
    const expected = key instanceof z.ZodRecord ? expectationOf(key.keyType)?.expected : undefined;
    return [
      { ...at(issue.path), got: show(name), expected: expected ?? issue.message, fix: "rename it" },
    ];
  }

  const expectation = expectationOf(wanted);
  const custom = issue.code === "custom" ? issue.params : undefined;
  const hidden = place.isSecret(issue.path) || isSecret(issue.path, found);
  return [
    {
      ...at(issue.path),
      got: hidden && found !== undefined ? "[hidden: it looks like a secret]" : show(found),
      expected: custom === undefined ? (expectation?.expected ?? issue.message) : issue.message,
      fix:
        typeof custom?.fix === "string"
          ? custom.fix
          : place.setTo(
              issue.path,
              closestTo(found, wanted) ??
                expectation?.example ??
                firstOf(schemaAt(schema, issue.path.slice(0, -1), data)),
            ),
    },
  ];
}

function isSecret(path: Path, value: unknown): boolean {
  return (
    path.some((part) => typeof part === "string" && (namesSecret(part) || part === "secrets")) ||
    (typeof value === "string" && holdsPassword(value))
  );
}

/** The permitted value that a mistyped one most likely means: a near word, or the same in or without quotes. */
function closestTo(found: unknown, wanted: z.ZodType | undefined): unknown {
  if (wanted instanceof z.ZodEnum) {
    return typeof found === "string" ? nearest(found, wanted.options.map(String)) : undefined;
  }
  const others =
    typeof found === "string"
      ? [Number(found), found.slice(0, "2026-07-01".length), found.trim()]
      : typeof found === "number" || typeof found === "boolean"
        ? [String(found)]
        : [];
  return others.find((other) => wanted?.safeParse(other).success === true);
}

/** The first item of a list's example. */
function firstOf(list: z.ZodType | undefined): unknown {
  const example = expectationOf(list)?.example;
  return Array.isArray(example) ? (example as readonly unknown[])[0] : undefined;
}

function expectationOf(schema: unknown): { expected: string; example: unknown } | undefined {
  return schema instanceof z.ZodType ? expectations.get(schema) : undefined;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    data,
  );
}

/** The schema that governs a path, with `optional` and defaults taken off. */
export function schemaAt(schema: z.ZodType, path: Path, data: unknown): z.ZodType | undefined {
  const bare = unwrapped(schema);
  const [part, ...rest] = path;
  if (bare instanceof z.ZodDiscriminatedUnion) {
    const option = bare.options.find((candidate) => {
      const discriminator: unknown = (candidate as z.ZodObject).shape[bare.def.discriminator];
      const value = valueAt(data, [bare.def.discriminator]);
      return discriminator instanceof z.ZodType && discriminator.safeParse(value).success;
    });
    const chosen = (option ?? bare.options[0]) as z.ZodType;
    return schemaAt(chosen, path, data);
  }
  if (part === undefined) return bare;
  const inner = valueAt(data, [part]);
  if (bare instanceof z.ZodUnion) {
    return bare.options
      .map((option) => schemaAt(option as z.ZodType, path, data))
      .find((found) => found !== undefined);
  }
  if (bare instanceof z.ZodObject) {
    const next: unknown = bare.shape[String(part)];
    return next instanceof z.ZodType ? schemaAt(next, rest, inner) : undefined;
  }
  if (bare instanceof z.ZodRecord) return schemaAt(bare.valueType as z.ZodType, rest, inner);
  if (bare instanceof z.ZodArray) return schemaAt(bare.element as z.ZodType, rest, inner);
  return undefined;
}

export function unwrapped(schema: z.ZodType): z.ZodType {
  if (expectations.has(schema)) return schema;
  return schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}

/** A place in a file that people edit by hand. */
export function placeInFile(file: string): Place {
  return {
    fileOf: () => file,
    keyOf: dotted,
    setTo: (path, value) => lineOf(path, value, dotted),
    isSecret: () => false,
  };
}

/** The line that gives a key its value, and where it goes. */
export function lineOf(path: Path, value: unknown, keyOf: (path: Path) => string): string {
  const key = path.at(-1);
  if (key === undefined) return `write \`${yamlOf(value)}\``;
  if (typeof key === "number") return `write \`${yamlOf(value)}\` as \`${keyOf(path)}\``;
  const under = path.length > 1 ? ` under \`${keyOf(path.slice(0, -1))}\`` : "";
  return `write \`${path.length > 1 ? String(key) : keyOf(path)}: ${yamlOf(value)}\`${under}`;
}

/** `["scale", "production", 0]` as a person writes it: `scale.production[0]`. */
export function dotted(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === "number" ? `[${String(part)}]` : `${index === 0 ? "" : "."}${String(part)}`,
    )
    .join("");
}
