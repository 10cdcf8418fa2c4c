/** A setting in which production and staging differ, or a resource that only one of them has. */
export interface Difference {
  /** URN of the resource: production's, or staging's where production has none. */
  readonly urn: string;
  readonly type: string;
  /** Path of the setting; empty where the whole resource is meant. */
  readonly setting: string;
  /** Values without what differs by name alone, or the resource's name; `undefined` where there is none. */
  readonly production: string | undefined;
  readonly staging: string | undefined;
}
