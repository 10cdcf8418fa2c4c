import { BlockList, isIP } from "node:net";
import { matches, matchesArn, plain, resolved } from "./pattern";
import { listOf, type Policy, type Statement } from "./policy";
import { type Context, valuesOf } from "./request";

/** Whether a value of the request is what one value of the policy means. */
type Comparison = (wanted: string, value: string) => boolean;

const likeArn: Comparison = (wanted, value) => matchesArn(wanted, value);

/** Operators whose negation AWS names by a word in them: `StringNotEquals`, `NotIpAddress`. */
const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (wanted, value) => plain(wanted) === value,
  StringEqualsIgnoreCase: (wanted, value) => plain(wanted).toLowerCase() === value.toLowerCase(),
  StringLike: (wanted, value) => matches(wanted, value),
  ArnEquals: likeArn,
  ArnLike: likeArn,
  Bool: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  BinaryEquals: (wanted, value) => wanted === value,
  IpAddress: isInRange,
  ...ordered("Numeric", (text) => (text.trim() === "" ? Number.NaN : Number(text))),
  ...ordered("Date", momentOf),
};

/** A policy says what no service would have stored. */
export class PolicyError extends Error {}

/** Whether the request is what every condition of the statement asks for. */
export function meetsConditions(
  { Condition = {} }: Statement,
  { hasVariables }: Policy,
  context: Context,
): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const texts = listOf(wanted)
        .map(String)
        .map((text) => (hasVariables ? resolved(text, context) : text))
        .filter((text) => text !== undefined);
      return meets(operator, texts, valuesOf(context, key));
    }),
  );
}

function meets(
  operator: string,
  wanted: readonly string[],
  values: readonly string[] | undefined,
): boolean {
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === "Null") return wanted.some((text) => (text === "true") === (values === undefined));
  const isNegated = name.includes("Not");
  const compare = comparisons[name.replace("Not", "")];
  if (compare === undefined) throw new PolicyError(`"${operator}" is no condition operator of IAM`);
  if (values === undefined) {
    return ifExists !== undefined || (quantifier ? quantifier === "ForAllValues" : isNegated);
  }
  const holds = (value: string) => wanted.some((text) => compare(text, value)) !== isNegated;
  // Without a quantifier a list is what somebody forgot: it is as strict as the operator is meant.
  const every = quantifier === undefined ? isNegated : quantifier === "ForAllValues";
  return every ? values.every(holds) : values.some(holds);
}

function ordered(
  kind: string,
  numberOf: (text: string) => number,
): Readonly<Record<string, Comparison>> {
  const by =
    (compare: (wanted: number, value: number) => boolean): Comparison =>
    (wanted, value) =>
      compare(numberOf(wanted), numberOf(value));
  return {
    [`${kind}Equals`]: by((wanted, value) => value === wanted),
    [`${kind}LessThan`]: by((wanted, value) => value < wanted),
    [`${kind}LessThanEquals`]: by((wanted, value) => value <= wanted),
    [`${kind}GreaterThan`]: by((wanted, value) => value > wanted),
    [`${kind}GreaterThanEquals`]: by((wanted, value) => value >= wanted),
  };
}

/** A date of ISO 8601, or seconds since 1970. */
function momentOf(text: string): number {
  return /^\d+$/.test(text) && text.length > 4 ? Number(text) * 1_000 : Date.parse(text);
}

function isInRange(range: string, address: string): boolean {
  const [network = "", prefix] = range.split("/");
  const [family, other] = [isIP(network), isIP(address)];
  if (family === 0 || family !== other) return false;
  const [type, bits] = family === 4 ? (["ipv4", 32] as const) : (["ipv6", 128] as const);
  const list = new BlockList();
  list.addSubnet(network, prefix === undefined ? bits : Number(prefix), type);
  return list.check(address, type);
}
