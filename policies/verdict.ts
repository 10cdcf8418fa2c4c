import type { Level, PackEntry } from "./pack-entry";
import type { PolicyResource } from "./resource";
import { type Outcome, type Violation, compliant, notApplicable } from "./rule";
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
}

/**
 * The message of a violation, `undefined` for a resource that complies, `notApplicable` for one that the rule does not
 * mean. A check that throws is a violation.
 *
 * @throws UnknownValueError when the check read what is not known yet.
 */
export function objectionOf(
  entry: PackEntry,
  resource: PolicyResource,
  check: () => Outcome,
): string | undefined | typeof notApplicable {
  try {
    const outcome = check();
    if (outcome === notApplicable) return notApplicable;
    return outcome === compliant ? undefined : messageOf(entry, resource, outcome);
  } catch (error) {
    if (isUnknownValueError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return `${entry.id}: the rule could not read ${label(resource)}: ${reason} (${entry.source}). ${entry.fix}`;
  }
}

/** The verdict on one resource; `undefined` for one that the rule does not mean. */
export function verdictOf(
  entry: PackEntry,
  resource: PolicyResource,
  check: () => Outcome,
): Verdict | undefined {
  const { id: rule, level } = entry;
  const { urn } = resource;
  try {
    const objection = objectionOf(entry, resource, check);
    if (objection === notApplicable) return undefined;
    return objection === undefined
      ? { rule, level, status: "passed", urn, message: "" }
      : { rule, level, status: "violated", urn, message: objection };
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    const message = `${entry.id}: ${label(resource)} can't be judged yet: ${error.message}.`;
    return { rule, level, status: "could-not-evaluate", urn, message };
  }
}

/** The one verdict of a rule that found nothing to judge in a stack. */
export function nothingToJudge({ id, level }: PackEntry, root: PolicyResource): Verdict {
  const message = "nothing in this stack to judge";
  return { rule: id, level, status: "not-applicable", urn: root.urn, message };
}

function messageOf(entry: PackEntry, resource: PolicyResource, { what, fix }: Violation): string {
  return `${entry.id}: ${label(resource)} ${what} (${entry.source}). ${fix ?? entry.fix}`;
}

function label({ type, name }: PolicyResource): string {
  return `${type} "${name}"`;
}
