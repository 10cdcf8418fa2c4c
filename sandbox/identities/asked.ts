import type { ModelValues } from "../model";

/** What the engine asks of a provider, and the provider then of its service. */
export interface AskedOf {
  /** Provider functions read. */
  readonly operation: "create" | "read" | "update" | "delete";
  /** Type of the resource, or token of the function. */
  readonly type: string;
  /** Inputs, outputs and `id`; arguments of a function. */
  readonly values: ModelValues;
  /** Inputs before an update. */
  readonly before: ModelValues;
  /** AWS account and region; empty elsewhere. */
  readonly accountId: string;
  readonly region: string;
  /** Whose repository it is at GitHub; empty elsewhere. */
  readonly owner: string;
}
