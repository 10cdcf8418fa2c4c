import { MentionFinder } from "../../mentions";
import { numberAt, recordsAt, recordsIn, textAt, valueAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import type { Scope } from "../../rule";

export const zoneRulesetType = "cloudflare:index/ruleset:Ruleset";

export function isOfPhase(phase: string): (ruleset: PolicyResource) => boolean {
  return ({ props }) => valueAt(props, "phase") === phase;
}

export const limitsRates = isOfPhase("http_ratelimit");
export const runsManagedRules = isOfPhase("http_request_firewall_managed");

export function rulesOf({ props }: PolicyResource): readonly Properties[] {
  return recordsAt(props, "rules");
}

/** The environments whose hosts an expression takes in; those that it takes out do not count. */
export function environmentsIn(rule: Properties, { data }: Scope): readonly string[] {
  const taken = textAt(rule, "expression").replaceAll(/\bnot \((?:[^()]|\([^()]*\))*\)/g, "");
  return MentionFinder.of(data)
    .find(taken)
    .filter(({ kind }) => kind === "host")
    .flatMap(({ owners }) => owners);
}

/** Requests that a rule takes from one address in a minute. */
export function requestsPerMinute(rule: Properties): number {
  const period = numberAt(rule, "ratelimit.period");
  if (period <= 0) throw new Error("ratelimit.period is no time");
  return (numberAt(rule, "ratelimit.requestsPerPeriod") * 60) / period;
}

export function isEnabled(rule: Properties): boolean {
  return valueAt(rule, "enabled") === true;
}

/** What a managed ruleset is told to do otherwise than Cloudflare has it. */
export function overridesOf(rule: Properties): readonly Properties[] {
  const overrides = valueAt(rule, "actionParameters.overrides");
  if (overrides === undefined || overrides === null) return [];
  return [
    overrides as Properties,
    ...recordsIn(rule, "actionParameters.overrides.categories"),
    ...recordsIn(rule, "actionParameters.overrides.rules"),
  ];
}
