import { distance } from "fastest-levenshtein";
import type { CheckProblem } from "../../server/provider";
import type { AnyFields, FieldType, NumberType, StringType } from "./field";
import { isObject, unknown, type Values } from "./values";

/** Every input that is missing, not known to the type, or not of its type and bounds; what is not known yet passes. */
export function checkFields(fields: AnyFields, values: Values, path = ""): readonly CheckProblem[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const missing = Object.entries(fields)
    .filter(([name, { required }]) => required === true && values[name] === undefined)
    .map(([name]) => ({ property: at(name), reason: "is missing; it is required" }));
  const present = Object.entries(values).flatMap(([name, value]) => {
    const field = fields[name];
    if (value === undefined) return [];
    if (field !== undefined) return checkValue(field.type, value, at(name));
    const names = Object.keys(fields);
    return [{ property: at(name), reason: `is not an input${suggestion(name, names)}` }];
  });
  return [...missing, ...present];
}

function checkValue(type: FieldType, value: unknown, property: string): readonly CheckProblem[] {
  if (value === unknown) return [];
  const problem = (reason: string) => [{ property, reason }];
  switch (type.kind) {
    case "string":
      if (typeof value !== "string") return problem(`is ${kindOf(value)}; expected a string`);
      return checkString(type, value).flatMap(problem);
    case "integer":
    case "number":
      if (typeof value !== "number") return problem(`is ${kindOf(value)}; expected a number`);
      return checkNumber(type, value).flatMap(problem);
    case "boolean":
      return typeof value === "boolean"
        ? []
        : problem(`is ${kindOf(value)}; expected true or false`);
    case "list":
      if (!Array.isArray(value)) return problem(`is ${kindOf(value)}; expected a list`);
      return value.flatMap((item, index) =>
        checkValue(type.of, item, `${property}[${String(index)}]`),
      );
    case "object":
      if (!isObject(value)) return problem(`is ${kindOf(value)}; expected an object`);
      return checkFields(type.fields, value, property);
  }
}

function checkString(type: StringType, value: string): readonly string[] {
  const { values, minLength = 0, maxLength = Infinity, maxBytes = Infinity, format } = type;
  if (values !== undefined && !values.includes(value)) {
    return [`is "${value}"${suggestion(value, values)}; expected one of ${values.join(", ")}`];
  }
  const length = Array.from(value).length;
  const bytes = Buffer.byteLength(value);
  if (length < minLength || length > maxLength) {
    const range = `${String(minLength)} to ${String(maxLength)}`;
    return [`has ${String(length)} characters; expected ${range}`];
  }
  if (bytes > maxBytes) return [`has ${String(bytes)} bytes; expected at most ${String(maxBytes)}`];
  if (format === "timestamp" && !isTimestamp(value)) {
    return [`is "${value}"; expected an RFC 3339 time, for example 2030-06-09T18:02:16Z`];
  }
  return [];
}

function checkNumber(type: NumberType, value: number): readonly string[] {
  const { kind, minimum = -Infinity, maximum = Infinity } = type;
  if (kind === "integer" && !Number.isInteger(value)) {
    return [`is ${String(value)}; expected a whole number`];
  }
  if (value < minimum || value > maximum) {
    const range =
      maximum === Infinity
        ? `at least ${String(minimum)}`
        : `${String(minimum)} to ${String(maximum)}`;
    return [`is ${String(value)}; expected ${range}`];
  }
  return [];
}

/** RFC 3339, section 5.6, of a day that there is. */
function isTimestamp(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.exec(
    text,
  );
  if (match === null || Number.isNaN(Date.parse(text))) return false;
  const [, day = ""] = match;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** The one of the known words that was probably meant. */
function suggestion(word: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({
      candidate,
      apart: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((one, other) => one.apart - other.apart);
  if (nearest === undefined || nearest.apart > Math.max(2, word.length / 3)) return "";
  return `; did you mean ${nearest.candidate}?`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
