export type Level = "mandatory" | "advisory";
export type Severity = "low" | "medium" | "high" | "critical";

/** Where a waiver may set a rule aside. */
export type Waivable = "everywhere" | "outside production" | "never";

/** What is said of a rule, beside how it judges. */
export interface RuleMetadata {
  /** `<subject>-<requirement>`, with the verbs require, forbid and isolate. */
  readonly id: string;
  readonly level: Level;
  readonly severity: Severity;
  /** What is demanded, as a sentence without its full stop. */
  readonly title: string;
  /** Why, in a few words. */
  readonly why: string;
  /** The requirement that it holds (docs/requirements.md), for example `BAK-5`. */
  readonly source: string;
  /** What to do about a violation, as a sentence. */
  readonly fix: string;
  readonly waivable: Waivable;
  /** Ids of the same demand in the packs that auditors know (docs/reference/policies.md). */
  readonly also?: string;
}
