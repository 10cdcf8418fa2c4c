import { oncePerText } from "../once";

/** Values period by period; `undefined` where the service reported none. */
export type Points = readonly (number | undefined)[];

/**
 * What becomes of a metric without a single data point, which no document says: a series of missing values like any
 * other, or nothing, together with every expression that uses it.
 */
export const absences = ["missing values", "nothing"] as const;
export type Absence = (typeof absences)[number];

interface Operand {
  readonly value: number | undefined;
  readonly scalar: boolean;
}

/** Functions that give another result when they get more data points, which AWS advises against in alarms. */
const unsteady = /^(?:AVG|DATAPOINT_COUNT|MAX|METRICS|MIN|REMOVE_EMPTY|RUNNING_SUM|STDDEV|SUM)$/i;

/**
 * Evaluates CloudWatch's metric math, by the reference's own words on missing data: as an operand it is 0 beside a
 * series that has a value, in a condition it drops the point, as what a true condition chooses it is 0, and so is a
 * point dropped that divides by 0.
 *
 * @throws RangeError for what an alarm is not to rest on, and for what is no expression.
 */
export function evaluate(
  expression: string,
  series: Readonly<Record<string, Points>>,
  periods: number,
  absence: Absence,
): Points {
  const tokens = tokensOf(expression);
  const empty = (id: string) => (series[id] ?? []).every((value) => value === undefined);
  const used = tokens.filter((token) => /^[a-z]/.test(token));
  const unknown = used.find((id) => series[id] === undefined);
  if (unknown !== undefined) throw new RangeError(`${expression}: no query has the id ${unknown}`);
  if (absence === "nothing" && used.some(empty)) return Array<undefined>(periods).fill(undefined);
  return Array.from({ length: periods }, (_, period) => {
    const left = [...tokens];
    const { value } = condition(left, (id) => series[id]?.[period]);
    if (left.length > 0) throw new RangeError(`${expression}: what is ${left.join(" ")}?`);
    return value;
  });
}

const tokensOf = oncePerText((expression): readonly string[] => {
  const form = /\s*([A-Za-z]\w*|\d+(?:\.\d+)?|&&|\|\||[=!<>]=|[-+*/<>(),])\s*/gy;
  const tokens: string[] = [];
  let end = 0;
  for (const match of expression.matchAll(form)) {
    tokens.push(match[1] ?? "");
    end = match.index + match[0].length;
  }
  if (end !== expression.length) {
    throw new RangeError(`${expression}: what is ${expression.slice(end)}?`);
  }
  return tokens;
});

type Lookup = (id: string) => number | undefined;
type Level = (tokens: string[], at: Lookup) => Operand;

const level =
  (next: Level, operators: Readonly<Record<string, (a: number, b: number) => number>>): Level =>
  (tokens, at) => {
    let left = next(tokens, at);
    for (let use = operators[tokens[0] ?? ""]; use; use = operators[tokens[0] ?? ""]) {
      tokens.shift();
      left = combine(left, next(tokens, at), use);
    }
    return left;
  };

function combine(a: Operand, b: Operand, use: (a: number, b: number) => number): Operand {
  const lonely = (one: Operand, other: Operand) =>
    one.value === undefined && (other.scalar || other.value === undefined);
  const scalar = a.scalar && b.scalar;
  if (lonely(a, b) || lonely(b, a)) return { value: undefined, scalar };
  const value = use(a.value ?? 0, b.value ?? 0);
  return { value: Number.isFinite(value) ? value : undefined, scalar };
}

const both = (a: number, b: number): number => Number(a !== 0 && b !== 0);
const either = (a: number, b: number): number => Number(a !== 0 || b !== 0);

const times = level(term, { "*": (a, b) => a * b, "/": (a, b) => a / b });
const plus = level(times, { "+": (a, b) => a + b, "-": (a, b) => a - b });
const compared = level(plus, {
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
});
const all = level(compared, { AND: both, "&&": both });
const condition = level(all, { OR: either, "||": either });

function term(tokens: string[], at: Lookup): Operand {
  const token = tokens.shift() ?? "the end";
  if (token === "(") {
    const inner = condition(tokens, at);
    expectNext(tokens, ")");
    return inner;
  }
  if (token === "-") {
    return combine({ value: 0, scalar: true }, term(tokens, at), (zero, value) => zero - value);
  }
  if (/^\d/.test(token)) return { value: Number(token), scalar: true };
  if (/^[a-z]/.test(token)) return { value: at(token), scalar: false };
  const apply = functions[token];
  if (unsteady.test(token)) {
    throw new RangeError(`judges by ${token}, which AWS advises against in alarms`);
  }
  if (apply === undefined) throw new RangeError(`${token} is no function that is read here`);
  expectNext(tokens, "(");
  const operands = [condition(tokens, at)];
  while (tokens[0] === ",") {
    tokens.shift();
    operands.push(condition(tokens, at));
  }
  expectNext(tokens, ")");
  return { value: apply(...operands.map(({ value }) => value)), scalar: false };
}

type Value = number | undefined;

const functions: Readonly<Record<string, (...values: readonly Value[]) => Value>> = {
  ABS: (value) => (value === undefined ? undefined : Math.abs(value)),
  CEIL: (value) => (value === undefined ? undefined : Math.ceil(value)),
  FILL: (value, filler) => value ?? filler,
  FLOOR: (value) => (value === undefined ? undefined : Math.floor(value)),
  IF: (condition, then, otherwise) =>
    condition === undefined ? undefined : condition === 0 ? otherwise : (then ?? 0),
};

function expectNext(tokens: string[], expected: string): void {
  const token = tokens.shift() ?? "the end";
  if (token !== expected) throw new RangeError(`expected ${expected}, got ${token}`);
}
