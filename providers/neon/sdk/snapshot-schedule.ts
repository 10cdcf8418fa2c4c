import * as pulumi from "@pulumi/pulumi";

export interface SnapshotScheduleArgs {
  /** Project that holds the branch. A change replaces the schedule. */
  readonly projectId: pulumi.Input<string>;
  /** Root branch that snapshots are taken of. A change replaces the schedule. */
  readonly branchId: pulumi.Input<string>;
  /** When to take snapshots, and how long to keep them; at least one, in any order. */
  readonly schedule: pulumi.Input<readonly pulumi.Input<SnapshotScheduleItem>[]>;
}

export interface SnapshotScheduleItem {
  /** How often: `hourly`, `daily`, `weekly`, `monthly` or `yearly`. Neon's console knows the middle three only. */
  readonly frequency: pulumi.Input<"hourly" | "daily" | "weekly" | "monthly" | "yearly">;
  /** Hour of the day, UTC, 0 to 23. Default: Neon's choice. */
  readonly hour?: pulumi.Input<number>;
  /** Day of the week (1 is Monday) for `weekly`, of the month for `monthly` and `yearly`. Default: Neon's choice. */
  readonly day?: pulumi.Input<number>;
  /** Month for `yearly`, 1 to 12. Default: Neon's choice. */
  readonly month?: pulumi.Input<number>;
  /** Seconds until a snapshot is removed, 3 600 and up. Default: never. */
  readonly retentionSeconds?: pulumi.Input<number>;
}

/** The one snapshot schedule of a root branch (beta). Removing it keeps the snapshots that are there. */
export class SnapshotSchedule extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly branchId: pulumi.Output<string>;

  public constructor(
    name: string,
    args: SnapshotScheduleArgs,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("neon:index:SnapshotSchedule", name, { ...args }, opts);
  }
}
