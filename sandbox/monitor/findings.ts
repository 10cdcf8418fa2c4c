import { nameOf, typeOf } from "../../catalog/urn";
import type { Call } from "../cloud/call-log";
import type { Violation } from "./invariant";

/** A moment between two calls in which something did not hold. */
export interface Finding extends Violation {
  readonly invariant: string;
  /** What broke it, and which call of the command that was, counted from 1 over those that change something. */
  readonly call: Pick<Call, "operation" | "type" | "urn">;
  readonly number: number;
  /** Calls before it in the same command that had to do with the same resources. */
  readonly before: readonly string[];
}

/** All of them, and what they mean where everything else went well. */
export function describeFindings(findings: readonly Finding[]): string {
  return [
    "Between two calls of this command something did not hold that has to at every moment, since on real clouds a visitor,",
    "a failure or a kill may meet that one:",
    ...findings.map(describeFinding),
  ].join("\n");
}

/** A finding as a person reads it: what, after which call, in which order, and which dependency is missing. */
export function describeFinding(finding: Finding): string {
  const { invariant, what, call, number, before, user, needs } = finding;
  // What is changed or lowered under its user has to wait until that has moved away; else the user waits.
  const [later, earlier] =
    call.operation === "update" && call.urn === needs ? [needs, user] : [user, needs];
  return [
    `  ${what} (${invariant})`,
    `    after    ${String(number)}. ${call.operation} ${named(call.urn)}`,
    `    before   ${before.length === 0 ? "nothing of it in this command" : before.join(", ")}`,
    `    missing  ${named(later)} should depend on ${named(earlier)}`,
  ].join("\n");
}

export function named(urn: string): string {
  return urn.startsWith("urn:") ? `${typeOf(urn)} "${nameOf(urn)}"` : urn;
}
