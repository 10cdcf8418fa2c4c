import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { UsageError } from "../../settings/usage-error";
import { type ColumnRule, fakes, type MaskingRules, type Rule, type Shape } from "./kinds";

export const rulesFile = "database/mask/rules.yaml";

/** @throws UsageError with everything that is wrong with the file. */
export function readRules(root: string): MaskingRules {
  return parseRules(readFileSync(join(root, rulesFile), "utf8"));
}

/** @throws UsageError with everything that is wrong with the text. */
export function parseRules(text: string): MaskingRules {
  const problems: string[] = [];
  const refuse: Refuse = (place, got, expected) => {
    problems.push(`${rulesFile}: ${place} is ${JSON.stringify(got)}, expected ${expected}`);
  };
  const rules = new Map(
    entriesOf(load(text)).map(([table, columns]) => {
      if (!/^[^.]+\.[^.]+$/.test(table)) refuse(table, table, "<schema>.<table>");
      const own = entriesOf(columns).flatMap(([column, said]): [string, ColumnRule][] => {
        const rule = columnRule(said, `${table}.${column}`, refuse);
        return rule === undefined ? [] : [[column, rule]];
      });
      return [table, new Map(own)] as const;
    }),
  );
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return rules;
}

type Refuse = (place: string, got: unknown, expected: string) => void;

const known = `{ keep: <why> }, "null", { fixed: <value> }, id, { id: [<prefix>] }, { date: <days> }, ${fakes.join(", ")}`;

function columnRule(said: unknown, place: string, refuse: Refuse): ColumnRule | undefined {
  const [[kind, value] = []] = entriesOf(said);
  return kind === "json"
    ? { kind, shape: shapeOf(value, place, refuse) }
    : ruleOf(said, place, refuse, `${known}, { json: { <path>: <rule> } }`);
}

function ruleOf(said: unknown, place: string, refuse: Refuse, expected = known): Rule | undefined {
  const fake = fakes.find((each) => each === said);
  if (fake !== undefined) return { kind: fake };
  if (said === null || said === "null") return { kind: "null" };
  if (said === "id") return { kind: "id", prefixes: [] };
  const [[kind, value] = [], more] = entriesOf(said);
  if (more === undefined) {
    if (kind === "keep" && typeof value === "string" && value.length > 3)
      return { kind, because: value };
    if (kind === "fixed" && ["string", "number", "boolean"].includes(typeof value))
      return { kind, value: value as string };
    if (kind === "id" && Array.isArray(value)) return { kind, prefixes: value.map(String) };
    if (kind === "date" && Number.isInteger(value) && Number(value) > 0)
      return { kind, days: Number(value) };
  }
  refuse(place, said, expected);
  return undefined;
}

/** `a.b`, `lines[].name`, `byCustomer{}.name`; `$` is the whole. */
function shapeOf(said: unknown, place: string, refuse: Refuse): Shape {
  const root: Shape = { fields: new Map() };
  for (const [path, value] of entriesOf(said)) {
    const steps = path === "$" ? [] : (path.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? []);
    let shape = root;
    for (const step of steps) shape = stepInto(shape, step);
    const rule = ruleOf(value, `${place} at ${path}`, refuse);
    if (rule !== undefined) shape.rule = rule;
  }
  return root;
}

function stepInto(shape: Shape, step: string): Shape {
  if (step === "[]") return (shape.items ??= { fields: new Map() });
  if (step === "{}") return (shape.values ??= { fields: new Map() });
  const next = shape.fields.get(step) ?? { fields: new Map() };
  shape.fields.set(step, next);
  return next;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : [];
}
