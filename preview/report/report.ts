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
  /** Where the program declares it, for example `components/data/database.ts:41`; `null` when unknown. */
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
  /** The rule's id, for example `data-require-restore-points`. */
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly status: VerdictStatus;
  /** The resource judged; the stack's URN where the rule judges the whole stack. */
  readonly urn: string;
  /** What is wrong and what to set; empty when passed. */
  readonly message: string;
  /** That an entry in policies/waivers.yaml may accept it, which is violated. */
  readonly waivable?: true | undefined;
}

export interface StackReport {
  readonly stack: string;
  /** In tree order: a parent before its children, siblings by type and name. */
  readonly resources: readonly ReportedResource[];
  readonly verdicts: readonly ReportedVerdict[];
  /** What a deployment does and the preview does not show, for example `2 resources with hooks (beforeCreate): …`. */
  readonly notShown: readonly string[];
}

/** How alike staging and production are (ENV-7). */
export interface ReportedParity {
  /** Share of production's controls that staging should have and has, with two decimals. */
  readonly percent: number;
  /** Controls that staging has. */
  readonly alike: number;
  /** How many it lacks on purpose, by the reason. */
  readonly explained: readonly { readonly why: string; readonly controls: number }[];
  readonly missing: readonly ReportedMissing[];
}

/** A control of production that staging lacks. */
export interface ReportedMissing {
  /** Staging's resource without it, or production's where staging has none of the kind. */
  readonly urn: string;
  /** For example `dropInvalidHeaderFields: true`; empty where the whole resource is meant. */
  readonly control: string;
}

/** A resource that holds data, and what brings the data back. */
export interface ReportedData {
  readonly stack: string;
  readonly urn: string;
  /** For example `S3 bucket`. */
  readonly kind: string;
  readonly protections: readonly ReportedProtection[];
  /** Why the protections could not be read; `null` where they could. */
  readonly problem: string | null;
  /** ISO date of the last restore drill; `null` for never. */
  readonly lastDrill: string | null;
}

export interface ReportedProtection {
  readonly means: "backup" | "point-in-time" | "versions" | "replica" | "lock" | "deletion-window";
  readonly every: "hour" | "day" | "week" | "month" | "year" | null;
  /** Days that it holds; `null` where nothing ends it. */
  readonly days: number | null;
  /** Region in which a copy lies. */
  readonly region: string | null;
  /** The part of the data that it holds for; `null` for all. */
  readonly part: string | null;
  /** URN of the resource that says so. */
  readonly by: string;
}

/** An exception from a rule (policies/waivers.yaml). */
export interface ReportedWaiver {
  readonly rule: string;
  /** URN. */
  readonly resource: string;
  readonly owner: string;
  readonly reason: string;
  /** ISO date of the last day on which it holds. */
  readonly expires: string;
  /** Days after today on which it still holds; negative once it has expired. */
  readonly daysLeft: number;
}

/** What a stack costs in a month in which nobody comes; requests, traffic, logs and stored bytes are on top. */
export interface StandingCost {
  /** USD, of what has a price. */
  readonly usd: number;
  /** By kind, the dearest first. */
  readonly items: readonly CostItem[];
  /** Regions whose prices are not known, so that what stands there is not counted; sorted. */
  readonly unpricedRegions: readonly string[];
}

export interface CostItem {
  /** For example `NAT gateway`. */
  readonly kind: string;
  readonly usd: number;
}

/** What a preview found. */
export interface Report extends Assurance {
  readonly stacks: readonly StackReport[];
}

/** What `make preview JSON=` writes; its schema is preview/report/report.schema.json. */
export interface WrittenReport extends Report {
  readonly costs: readonly ({ readonly stack: string } & StandingCost)[];
  readonly passports: readonly Passport[];
}

export const passportSections = [
  "files",
  "resources",
  "changes",
  "verdicts",
  "waivers",
  "access",
  "artifacts",
  "parity",
] as const;

export type PassportSectionName = (typeof passportSections)[number];

/** What is approved of one stack: the same passport, the same deployment. */
export interface Passport {
  readonly stack: string;
  /** `sha256:<64 hex digits>`, over the sections. */
  readonly digest: string;
  readonly sections: readonly PassportSection[];
}

export interface PassportSection {
  readonly name: PassportSectionName;
  /** 64 hex digits, over the items. */
  readonly digest: string;
  /** A hash of 64 hex digits for each thing, by its name: a file's path, a resource's URN, a rule's id, … */
  readonly items: Readonly<Record<string, string>>;
}

/** What the policies' data says of all stacks together. */
export interface Assurance {
  /** `null` unless both staging and production are there. */
  readonly parity: ReportedParity | null;
  readonly ledger: readonly ReportedData[];
  readonly waivers: readonly ReportedWaiver[];
}
