import { asList, isRecord, recordsIn, valueAt } from "../read";
import { lineOf, type EdgeRequest } from "../../expressions/request";
import { limitsRates, type ZoneRule } from "./zone-rules";

/** A rule on the way of a request, and why it may do nothing to it. */
interface Step {
  readonly rule: ZoneRule;
  readonly why: string | undefined;
}

/** What the edge does with a request. */
export interface Passage {
  /** `GET https://www.example.com/x`. */
  readonly line: string;
  readonly steps: readonly Step[];
  /** The rule that answers it instead of what it asks for. */
  readonly blockedBy: ZoneRule | undefined;
}

/** Phases that a product's name stands for in what a rule skips. */
const products: Readonly<Record<string, string>> = {
  rateLimit: "http_ratelimit",
  waf: "http_request_firewall_managed",
};

/** A request's way past the rules of its zone, which are in order. */
export function passageOf(request: EdgeRequest, rules: readonly ZoneRule[]): Passage {
  const steps: Step[] = [];
  const skipped = new Map<unknown, string>();
  for (const rule of rules) {
    const { name, enabled, action, meaning, phase, ruleset, props } = rule;
    const skips =
      skipped.get(phase) ??
      skipped.get(ruleset) ??
      skipped.get(valueAt(props, "actionParameters.id"));
    const applies = enabled && skips === undefined ? meaning(request) : false;
    const why =
      skips ??
      (enabled ? (applies === true ? undefined : leftOut(name, applies)) : `${name} is off`);
    steps.push({ rule, why });
    if (applies === true && action === "block" && !limitsRates(rule)) {
      return { line: lineOf(request), steps, blockedBy: rule };
    }
    if (action !== "skip" || applies === false) continue;
    for (const what of skippedBy(rule)) skipped.set(what, `${name} skips them`);
  }
  return { line: lineOf(request), steps, blockedBy: undefined };
}

function leftOut(name: string, applies: unknown): string {
  return applies === undefined
    ? `${name} takes in some of them alone, by what the visitor is or sends`
    : `the expression of ${name} leaves it out`;
}

/** Phases, rulesets of the zone, and ids of managed ones: of a part that is skipped, the whole. */
function skippedBy({ props, ruleset }: ZoneRule): readonly unknown[] {
  const listed = (key: string) => asList(valueAt(props, `actionParameters.${key}`));
  return [
    ...listed("phases"),
    ...listed("products").flatMap((product) => products[String(product)] ?? []),
    ...listed("rulesets"),
    ...listed("rules")
      .filter(isRecord)
      .flatMap((rules) => Object.entries(rules).map(([id, some]) => some && id)),
    ...(listed("ruleset").length > 0 ? [ruleset] : []),
  ];
}

/** Why the managed ruleset of that id does not block what it finds in the request; `undefined` where it does. */
export function unmanaged({ steps }: Passage, id: string): string | undefined {
  const reasons = steps
    .filter(
      ({ rule }) => rule.action === "execute" && valueAt(rule.props, "actionParameters.id") === id,
    )
    .map(({ rule, why }) => why ?? weakened(rule));
  return reasons.length === 0 ? "no rule executes them" : firstUnless(reasons);
}

const subjects = ["categories", "category", "id", "rules"];

/** What an override may say: what it is about, and that it blocks. */
function weakened({ name, props }: ZoneRule): string | undefined {
  const overrides = "actionParameters.overrides";
  const weak = [
    valueAt(props, overrides) ?? {},
    ...recordsIn(props, `${overrides}.categories`),
    ...recordsIn(props, `${overrides}.rules`),
  ].flatMap((override) =>
    Object.entries(override).filter(([key, value]) =>
      key === "action"
        ? value !== "block"
        : key === "enabled"
          ? value !== true
          : !subjects.includes(key),
    ),
  );
  const [first] = weak;
  return first && `${name} overrides their ${first[0]}`;
}

/** Why nothing slows down who sends too many of the request; `undefined` where something does. */
export function unlimited(
  { steps }: Passage,
  tooLoose: (rule: ZoneRule) => string | undefined,
): string | undefined {
  const reasons = steps
    .filter(({ rule }) => limitsRates(rule))
    .map(({ rule, why }) => why ?? tooLoose(rule));
  return reasons.length === 0 ? "no rule counts it" : firstUnless(reasons);
}

/** The first reason, unless one has none. */
function firstUnless(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.includes(undefined) ? undefined : reasons[0];
}
