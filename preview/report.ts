/** Plain property values as JSON has them. A secret never stands here: it reads `[secret]`. */
export type Value = null | boolean | number | string | readonly Value[] | Values;
export interface Values {
  readonly [key: string]: Value;
}

/** One resource that a stack declares. */
export interface ReportedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; `null` for the stack itself. */
  readonly parent: string | null;
  /** `<provider URN>::<id>`; `null` for components and providers. */
  readonly provider: string | null;
  readonly protect: boolean;
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  /** URNs that each property's value was made from, sorted. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ReportedOptions;
  readonly inputs: Values;
  readonly outputs: Values;
  /** Where the program declares it, for example `components/database.ts:41`; `null` when unknown. */
  readonly source: string | null;
}

/** Resource options other than `protect` that policies look at. */
export interface ReportedOptions {
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** `null` leaves it to the provider. */
  readonly deleteBeforeReplace: boolean | null;
  /** Durations such as `6h`; empty where the provider's default holds. */
  readonly customTimeouts: {
    readonly create: string;
    readonly update: string;
    readonly delete: string;
  };
}

export type VerdictStatus =
  "passed" | "violated" | "not-applicable" | "waived" | "could-not-evaluate";

/** What one rule says of one resource, or of the stack as a whole. */
export interface ReportedVerdict {
  /** The rule's id, for example `backup-require-retention`. */
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly status: VerdictStatus;
  /** The resource judged; the stack's URN where the rule judges the whole stack. */
  readonly urn: string;
  /** What is wrong and what to set; empty when passed. */
  readonly message: string;
}

export interface StackReport {
  readonly stack: string;
  /** In tree order: a parent before its children, siblings by type and name. */
  readonly resources: readonly ReportedResource[];
  readonly verdicts: readonly ReportedVerdict[];
}

/** What `make preview JSON=` writes; its schema is preview/report.schema.json. */
export interface Report {
  readonly stacks: readonly StackReport[];
}
