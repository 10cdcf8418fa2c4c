import type { ReportedResource, ReportedVerdict, StandingCost, Value } from "../report/report";

/**
 * `replaced`: a property of the physical identity differs, so the engine may create another and delete this one.
 * `moved`: the same under another URN; without an alias the engine deletes it and creates it again.
 */
export type ChangeKind = "created" | "changed" | "replaced" | "moved" | "deleted";

/** What happens to one resource. */
export interface ResourceChange {
  readonly kind: ChangeKind;
  /** As the head declares it, or as the base did when it is deleted. */
  readonly resource: ReportedResource;
  /** As the base declared it; `undefined` when it is created. */
  readonly previous: ReportedResource | undefined;
  /** The components around it, the outermost first. */
  readonly within: readonly ReportedResource[];
  /** Inputs, or outputs of the stack itself; empty when it is created or deleted. */
  readonly properties: readonly PropertyChange[];
  /** `protect`, `provider` and `parent`. What it depends on is left out: properties tell it. */
  readonly options: readonly PropertyChange[];
  /** Names of the differing properties that are its physical identity; empty unless replaced. */
  readonly identity: readonly string[];
}

/**
 * One difference between two values of a property. `path` leads to it through maps, lists and JSON documents in
 * strings: `rules["daily"].lifecycle.deleteAfter`, `policy.Statement["Read"].Action[]`.
 */
export type PropertyChange =
  | { readonly kind: "added"; readonly path: string; readonly after: Value }
  | { readonly kind: "removed"; readonly path: string; readonly before: Value }
  | {
      readonly kind: "changed";
      readonly path: string;
      readonly before: Value;
      readonly after: Value;
    }
  /** The same content in another order or, in a JSON document, in another layout. */
  | { readonly kind: "rearranged"; readonly path: string };

/** How the policies' judgement of a stack differs between two previews. */
export interface VerdictChanges {
  /** Violated now and not before. */
  readonly violated: readonly ReportedVerdict[];
  /** Violated before, as the base said it; judged again and found right, or the resource is gone. */
  readonly fixed: readonly ReportedVerdict[];
  /** Waived now and not before. */
  readonly waived: readonly ReportedVerdict[];
  /** Could be evaluated before, and now not. */
  readonly unevaluated: readonly ReportedVerdict[];
  /** Ids of rules that judged the stack before and no longer do. */
  readonly droppedRules: readonly string[];
  /** Ids of rules that were mandatory and are advisory now. */
  readonly weakenedRules: readonly string[];
}

export interface StackComparison {
  readonly stack: string;
  readonly status: "added" | "removed" | "changed" | "unchanged";
  /** In tree order: by the components around them, then by type and name. */
  readonly changes: readonly ResourceChange[];
  /** How many resources are the same on both sides. */
  readonly unchanged: number;
  readonly verdicts: VerdictChanges;
  /** Of the stack on each side; `undefined` where it is not there. */
  readonly cost: {
    readonly before: StandingCost | undefined;
    readonly after: StandingCost | undefined;
  };
}

/** What differs between two previews of the same program. */
export interface Comparison {
  /** The head's stacks in its order, then those that only the base has. */
  readonly stacks: readonly StackComparison[];
  /** What a reviewer must not miss, the gravest first. */
  readonly attention: readonly Attention[];
}

export type AttentionKind =
  | "data-at-risk"
  | "interrupted"
  | "protection-lost"
  | "secret-exposed"
  | "policy-weakened"
  | "access-gained"
  | "secret-added"
  | "access-withdrawn";

/** One thing that a reviewer must not miss. */
export interface Attention {
  readonly kind: AttentionKind;
  readonly stack: string;
  /** What it is about; `undefined` when it is the stack as a whole. */
  readonly resource: ReportedResource | undefined;
  /** What happens, one statement each. */
  readonly details: readonly string[];
}
