import type { PolicyResource } from "./resource";
import { type Outcome, type Violation, compliant, notApplicable } from "./rule";
import type { Level, RuleMetadata } from "./rule-metadata";
import { isUnknownValueError } from "./unknown";

export type Status = "passed" | "violated" | "not-applicable" | "waived" | "could-not-evaluate";

/** What one rule says of one resource; of the stack, where it found nothing to judge. */
export interface Verdict {
  readonly rule: string;
  readonly level: Level;
  readonly status: Status;
  readonly urn: string;
  /** Empty when passed. */
  readonly message: string;
  /** That a waiver may accept it, which is violated. */
  readonly waivable?: true | undefined;
}

/**
 * The message of a violation, `undefined` for a resource that complies, `notApplicable` for one that the rule does not
 * mean. A check that throws is a violation.
 *
 * @throws UnknownValueError when the check read what is not known yet.
 */
export function objectionOf(
  rule: RuleMetadata,
  resource: PolicyResource,
  check: () => Outcome,
): string | undefined | typeof notApplicable {
  try {
    const outcome = check();
    if (outcome === notApplicable) return notApplicable;
    return outcome === compliant ? undefined : messageOf(rule, resource, outcome);
  } catch (error) {
    if (isUnknownValueError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return `${rule.id}: the rule could not read ${label(resource)}: ${reason} (${rule.source}). ${rule.fix}`;
  }
}

/** The verdict on one resource; `undefined` for one that the rule does not mean. */
export function verdictOf(
  rule: RuleMetadata,
  resource: PolicyResource,
  check: () => Outcome,
): Verdict | undefined {
  const { id, level } = rule;
  const { urn } = resource;
  try {
    const objection = objectionOf(rule, resource, check);
    if (objection === notApplicable) return undefined;
    return objection === undefined
      ? { rule: id, level, status: "passed", urn, message: "" }
      : { rule: id, level, status: "violated", urn, message: objection };
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    const message = `${id}: ${label(resource)} can't be judged yet: ${error.message}.`;
    return { rule: id, level, status: "could-not-evaluate", urn, message };
  }
}

/** The one verdict of a rule that found nothing to judge in a stack. */
export function nothingToJudge({ id, level }: RuleMetadata, root: PolicyResource): Verdict {
  const message = "nothing in this stack to judge";
  return { rule: id, level, status: "not-applicable", urn: root.urn, message };
}

function messageOf(rule: RuleMetadata, resource: PolicyResource, { what, fix }: Violation): string {
  return `${rule.id}: ${label(resource)} ${what} (${rule.source}). ${fix ?? rule.fix}`;
}

function label({ type, name }: PolicyResource): string {
  return `${type} "${name}"`;
}
