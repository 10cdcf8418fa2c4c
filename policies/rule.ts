import type { Environment, Tier } from "./environments";
import type { PackData } from "./pack-data";
import type { PolicyResource } from "./resource";
import type { RuleMetadata } from "./rule-metadata";
import type { StackIndex } from "./stack-index";
import type { Waiver } from "./waivers";

/** What a rule says of one resource. */
export type Outcome = typeof compliant | typeof notApplicable | Violation;

export const compliant = Symbol("compliant");
export const notApplicable = Symbol("not applicable");

export interface Violation {
  /** What is wrong, as the end of a sentence that starts with the resource: `keeps backups 3 days`. */
  readonly what: string;
  /** What to set, as a sentence; the rule's general advice where it knows nothing better. */
  readonly fix: string | undefined;
}

export function violation(what: string, fix?: string): Violation {
  return { what, fix };
}

/** Compliant when nothing is wrong; else one violation that names everything. */
export function violationOf(wrong: readonly string[], fix?: string): Outcome {
  return wrong.length === 0 ? compliant : violation(wrong.join(" and "), fix);
}

/** Where a resource is judged: its stack, and who that stack's environment is. */
export interface Scope {
  readonly stack: string;
  readonly tier: Tier;
  readonly environment: Environment;
  readonly data: PackData;
}

interface Subject {
  /** Type tokens of the resources judged. */
  readonly types: readonly string[] | "all";
  /** Tiers that the rule holds for; every tier unless given. */
  readonly tiers?: readonly Tier[];
}

/** Judges a resource by what it says itself: CrossGuard asks before the resource is made. */
export interface ResourceRule extends RuleMetadata, Subject {
  readonly judges: "resource";
  readonly check: (resource: PolicyResource, scope: Scope) => Outcome;
}

/** Judges a resource by what stands around it: CrossGuard asks once the whole stack is declared. */
export interface StackRule extends RuleMetadata, Subject {
  readonly judges: "stack";
  readonly check: (resource: PolicyResource, scope: Scope, stack: StackIndex) => Outcome;
}

/** Judges what only shows when several stacks are seen at once; CrossGuard sees one, so it never asks. */
export interface EstateRule extends RuleMetadata {
  readonly judges: "estate";
  readonly check: (estate: readonly Scoped[]) => Iterable<EstateJudgement>;
}

export interface Scoped extends Scope {
  readonly index: StackIndex;
}

export interface EstateJudgement {
  readonly stack: string;
  readonly resource: PolicyResource;
  readonly outcome: () => Outcome;
}

/** Judges the waivers of a stack, after every other rule has said what it objects to. */
export interface WaiverRule extends RuleMetadata {
  readonly judges: "waivers";
  readonly check: (state: WaiverState) => Outcome;
}

export interface WaiverState {
  readonly waivers: readonly {
    readonly waiver: Waiver;
    /** Whether the pack has a rule of that id. */
    readonly known: boolean;
    /** Whether that rule may be waived in this stack. */
    readonly permitted: boolean;
    readonly expired: boolean;
    /** Whether its rule objected to its resource. */
    readonly used: boolean;
  }[];
  /** Ids of every rule. */
  readonly rules: readonly string[];
}

export type Rule = ResourceRule | StackRule | EstateRule | WaiverRule;

/** A rule as its file writes it down: mandatory, of high severity and waivable outside production unless it says otherwise. */
export type Written<R extends RuleMetadata = RuleMetadata> = Omit<R, "judges" | Default> &
  Partial<Pick<R, Default>>;

type Default = "level" | "severity" | "waivable";

const usual = { level: "mandatory", severity: "high", waivable: "outside production" } as const;

export function resourceRule(rule: Written<ResourceRule>): ResourceRule {
  return { judges: "resource", ...usual, ...rule };
}

export function stackRule(rule: Written<StackRule>): StackRule {
  return { judges: "stack", ...usual, ...rule };
}

/** No one stack can waive what several are judged by. */
export function estateRule(rule: Written<EstateRule>): EstateRule {
  return { judges: "estate", ...usual, waivable: "never", ...rule };
}

export function waiverRule(rule: Written<WaiverRule>): WaiverRule {
  return { judges: "waivers", ...usual, ...rule };
}
