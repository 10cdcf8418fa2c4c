import { listOf, type Statement } from "../../iam/policy";
import { oncePerObject } from "../once";

/** What no request can leave out. */
const always = ["aws:requestedregion", "aws:securetransport", "s3:tlsversion"];

/** Values by condition key in lower case. */
export type Values = Readonly<Record<string, string>>;

/**
 * What a request may say of itself so that a statement's conditions hold: all that they ask for, each value of a key in
 * turn, without one of the keys, and with none of them.
 */
export const contextsFor = oncePerObject(meetingAll);

function meetingAll({ Condition = {} }: Statement): readonly Values[] {
  const choices = new Map<string, string[]>();
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, wanted] of Object.entries(keys)) {
      const values = listOf(wanted).flatMap((value) => meeting(operator, String(value)) ?? []);
      if (values.length === 0) continue;
      const name = key.toLowerCase();
      choices.set(name, [...(choices.get(name) ?? []), ...values]);
    }
  }
  const all = Object.fromEntries([...choices].map(([key, [first = ""]]) => [key, first]));
  if (choices.size === 0) return [all];
  const optional = [...choices].filter(([key]) => !always.includes(key));
  if (optional.length === 0) return [all];
  const least = Object.fromEntries(Object.entries(all).filter(([key]) => always.includes(key)));
  return [
    all,
    ...optional.flatMap(([key, values]) => [
      ...values.slice(1).map((value) => ({ ...all, [key]: value })),
      Object.fromEntries(Object.entries(all).filter(([name]) => name !== key)),
    ]),
    least,
  ];
}

/**
 * The same so that a denial does not hold besides: with each value of its keys and another one, by itself and all at
 * once. What the request says for the statement's sake stays, and so does what is usual where a denial spares it.
 */
export function evading(
  denials: readonly Statement[],
  contexts: readonly Values[],
  usual: Values,
): readonly Values[] {
  const pairs = new Map<string, readonly [key: string, value: string]>();
  const asked = denials.flatMap(({ Condition = {} }) => Object.values(Condition));
  for (const [key, wanted] of asked.flatMap((keys) => Object.entries(keys))) {
    const name = key.toLowerCase();
    // The first address of a range, where it is one.
    const values = listOf(wanted).map((value) => instanceOf(String(value)).replace(/\/\d+$/, ""));
    const isUsual = values.includes(usual[name] ?? "");
    for (const value of [...(isUsual ? [] : values), "anything"]) {
      pairs.set(`${name} ${value}`, [name, value]);
    }
  }
  const list = [...pairs.values()];
  const together = [list, [...list].reverse()].map((each) => Object.fromEntries(each));
  const evasions = [
    ...list.map(([key, value]) => ({ [key]: value })),
    ...(list.length > 1 ? together : []),
  ];
  if (evasions.length === 0) return contexts;
  const evaded = contexts.flatMap((values) => [
    values,
    ...evasions.map((evasion) => ({ ...evasion, ...values })),
  ]);
  return [...new Map(evaded.map((values) => [JSON.stringify(values), values])).values()];
}

/** A value that an operator is content with; none where the key is better left out. */
function meeting(operator: string, wanted: string): string | undefined {
  if (operator === "Null") return wanted === "false" ? "anything" : undefined;
  if (/Not(?:Equals|Like|IpAddress)/.test(operator)) return undefined;
  if (operator.includes("IpAddress")) return wanted.split("/")[0];
  if (/LessThan(?:IfExists)?$/.test(operator)) return String(Number(wanted) - 1);
  if (/GreaterThan(?:IfExists)?$/.test(operator)) return String(Number(wanted) + 1);
  return instanceOf(wanted);
}

/** What a request says of itself, in brackets; nothing where it says nothing. */
export function saying(values: Values): string {
  const said = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

/** A text that a pattern means. */
export function instanceOf(pattern: string): string {
  return pattern.replaceAll("*", "another").replaceAll("?", "x");
}
