/** `preview` is the tier of an ephemeral `pr-<n>` stack. */
export type Tier = "preview" | "dev" | "staging" | "production";

/** Tags on every taggable resource; policies hold all four against the stack. */
export interface Tags extends Readonly<Record<string, string>> {
  readonly environment: string;
  readonly project: string;
  readonly "managed-by": string;
  readonly "cost-center": string;
}

/** One of the interchangeable compute sides of an environment, or its copy in the recovery region. */
export type CellName = "blue" | "green" | "recovery";
