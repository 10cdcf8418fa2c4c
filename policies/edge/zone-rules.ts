import type { Tier } from "../environments";
import { oncePerObject } from "../once";
import { recordsIn, textAt, valueAt } from "../read";
import type { PolicyResource, Properties } from "../resource";
import type { StackIndex } from "../stack-index";
import { isUnknownValueError } from "../unknown";
import { type Meaning, meaningOf } from "../../expressions/expression";
import { tokensOf } from "../../expressions/tokens";

export const zoneRulesetType = "cloudflare:index/ruleset:Ruleset";

/** Environments with a zone of their own. */
export const zoneOwners: readonly Tier[] = ["dev", "staging", "production"];

/** The phases that judge a request, in Cloudflare's order. No card admits another one. */
const phases = [
  "http_request_firewall_custom",
  "http_ratelimit",
  "http_request_firewall_managed",
] as const;
export type Phase = (typeof phases)[number];

/** A rule of a zone, read once. */
export interface ZoneRule {
  /** Where it stands: `rule 2 of "limits"`. */
  readonly name: string;
  readonly ruleset: PolicyResource;
  readonly phase: Phase;
  readonly props: Properties;
  readonly enabled: boolean;
  readonly action: string;
  readonly meaning: Meaning;
  /** Paths that its expression names. */
  readonly paths: readonly string[];
}

/** What is known of a zone's rules. */
interface ZoneRules {
  readonly rules: readonly ZoneRule[];
  /** What only the update will tell, by the phase as far as it is known. A rule that it is of is not among the rules. */
  readonly unknown: ReadonlyMap<Phase | undefined, Error>;
}

/** @throws Error for a rule that nobody can read. */
export const zoneRulesOf = oncePerObject((stack: StackIndex): ZoneRules => {
  const rules: ZoneRule[] = [];
  const unknown = new Map<Phase | undefined, Error>();
  const attempt = (phase: Phase | undefined, read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown.set(phase, error);
    }
  };
  for (const ruleset of stack.ofType(zoneRulesetType)) {
    attempt(undefined, () => {
      const phase = phases.find((each) => each === textAt(ruleset.props, "phase"));
      if (phase === undefined) return;
      attempt(phase, () => {
        for (const [index, props] of recordsIn(ruleset.props, "rules").entries()) {
          attempt(phase, () => rules.push(read(ruleset, phase, props, index + 1)));
        }
      });
    });
  }
  rules.sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase));
  return { rules, unknown };
});

function read(ruleset: PolicyResource, phase: Phase, props: Properties, place: number): ZoneRule {
  const name = `rule ${String(place)} of "${ruleset.name}"`;
  try {
    const expression = textAt(props, "expression");
    return {
      name,
      ruleset,
      phase,
      props,
      enabled: valueAt(props, "enabled") === true,
      action: textAt(props, "action"),
      meaning: meaningOf(expression),
      paths: tokensOf(expression).flatMap(({ kind, text }) =>
        kind === "text" && text.startsWith("/") ? [text] : [],
      ),
    };
  } catch (error) {
    if (isUnknownValueError(error) || !(error instanceof Error)) throw error;
    throw new Error(`${name} can't be read: ${error.message}`, { cause: error });
  }
}

/** Whether a rule only counts until a limit is passed. */
export function limitsRates({ phase }: ZoneRule): boolean {
  return phase === "http_ratelimit";
}
