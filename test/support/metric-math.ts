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

/**
 * Evaluates what the program's alarms use of CloudWatch's metric math, by the reference's own words on missing data: as
 * an operand it is 0 beside a series that has a value, in a condition it drops the point, as what a true condition
 * chooses it is 0, and so is a point dropped that divides by 0.
 */
export function evaluate(
  expression: string,
  series: Readonly<Record<string, Points>>,
  periods: number,
  absence: Absence,
): Points {
  const tokens = expression.match(/[A-Za-z]\w*|\d+(?:\.\d+)?|[-+*/<>(),]/g) ?? [];
  const empty = (id: string) => (series[id] ?? []).every((value) => value === undefined);
  const used = tokens.filter((token) => /^[a-z]/.test(token));
  if (absence === "nothing" && used.some(empty)) return Array<undefined>(periods).fill(undefined);
  return Array.from({ length: periods }, (_, period) => {
    const left = [...tokens];
    const { value } = both(left, (id) => series[id]?.[period]);
    if (left.length > 0) throw new Error(`${expression}: what is ${left.join(" ")}?`);
    return value;
  });
}

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

const times = level(term, { "*": (a, b) => a * b, "/": (a, b) => a / b });
const plus = level(times, { "+": (a, b) => a + b, "-": (a, b) => a - b });
const compared = level(plus, { "<": (a, b) => Number(a < b), ">": (a, b) => Number(a > b) });
const both = level(compared, { AND: (a, b) => Number(a !== 0 && b !== 0) });

function term(tokens: string[], at: Lookup): Operand {
  const token = tokens.shift() ?? "the end";
  if (token === "(") {
    const inner = both(tokens, at);
    expectNext(tokens, ")");
    return inner;
  }
  if (/^\d/.test(token)) return { value: Number(token), scalar: true };
  if (/^[a-z]/.test(token)) return { value: at(token), scalar: false };
  const apply = functions[token];
  if (apply === undefined) throw new Error(`${token} is no function that the evaluator knows`);
  expectNext(tokens, "(");
  const operands = [both(tokens, at)];
  while (tokens[0] === ",") {
    tokens.shift();
    operands.push(both(tokens, at));
  }
  expectNext(tokens, ")");
  return { value: apply(...operands.map(({ value }) => value)), scalar: false };
}

type Value = number | undefined;

const functions: Readonly<Record<string, (...values: readonly Value[]) => Value>> = {
  FILL: (value, filler) => value ?? filler,
  IF: (condition, then, otherwise) =>
    condition === undefined ? undefined : condition === 0 ? otherwise : (then ?? 0),
};

function expectNext(tokens: string[], expected: string): void {
  const token = tokens.shift() ?? "the end";
  if (token !== expected) throw new Error(`expected ${expected}, got ${token}`);
}
