import type { BackupScheduleItem } from "@neondatabase/api-client";
import type * as pulumi from "@pulumi/pulumi";
import type { CheckProblem } from "../../server/provider";
import type { Fields } from "../schema/field";
import { defined } from "../schema/values";
import type { SnapshotScheduleArgs } from "../sdk/snapshot-schedule";
import { idInBranch, placeInBranchOf } from "./import-id";
import { defineResource, type Known } from "./resource";
import type { Work } from "./work";

export type SnapshotScheduleInputs = pulumi.Unwrap<SnapshotScheduleArgs>;
type Item = SnapshotScheduleInputs["schedule"][number];

/** What says when, of each frequency. */
const moments = {
  hourly: [],
  daily: ["hour"],
  weekly: ["hour", "day"],
  monthly: ["hour", "day"],
  yearly: ["hour", "day", "month"],
} as const satisfies Record<Item["frequency"], readonly (keyof Item)[]>;

const lastDayOfWeek = 7;

const itemFields = {
  frequency: {
    type: { kind: "string", values: Object.keys(moments) },
    description:
      "How often: `hourly`, `daily`, `weekly`, `monthly` or `yearly`. Neon's console knows the middle three only.",
    change: "update",
    required: true,
  },
  hour: {
    type: { kind: "integer", minimum: 0, maximum: 23 },
    description: "Hour of the day, UTC, 0 to 23. Default: Neon's choice.",
    change: "update",
    removal: "update",
  },
  day: {
    type: { kind: "integer", minimum: 1, maximum: 31 },
    description:
      "Day of the week (1 is Monday) for `weekly`, of the month for `monthly` and `yearly`. Default: Neon's choice.",
    change: "update",
    removal: "update",
  },
  month: {
    type: { kind: "integer", minimum: 1, maximum: 12 },
    description: "Month for `yearly`, 1 to 12. Default: Neon's choice.",
    change: "update",
    removal: "update",
  },
  retentionSeconds: {
    type: { kind: "integer", minimum: 3_600 },
    description: "Seconds until a snapshot is removed, 3 600 and up. Default: never.",
    change: "update",
    removal: "update",
  },
} as const satisfies Fields<Item>;

const snapshotScheduleInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project that holds the branch. A change replaces the schedule.",
    change: "replace",
    required: true,
  },
  branchId: {
    type: { kind: "string", minLength: 1 },
    description: "Root branch that snapshots are taken of. A change replaces the schedule.",
    change: "replace",
    required: true,
  },
  schedule: {
    type: {
      kind: "list",
      unordered: true,
      of: {
        kind: "object",
        name: "SnapshotScheduleItem",
        description: "When to take snapshots, and how long to keep them.",
        fields: itemFields,
      },
    },
    description: "When to take snapshots, and how long to keep them; at least one, in any order.",
    change: "update",
    required: true,
  },
} as const satisfies Fields<SnapshotScheduleInputs>;

export const snapshotSchedule = defineResource<SnapshotScheduleInputs, object>({
  token: "neon:index:SnapshotSchedule",
  description:
    "The one snapshot schedule of a root branch (beta; not on the Free plan). A schedule that the branch has already is replaced; deleting it keeps the snapshots that are there. Imported as `<project id>/<branch id>/snapshot-schedule`.",
  inputs: snapshotScheduleInputs,
  outputs: {},

  name: ({ branchId }) => `the snapshot schedule of ${branchId ?? "a branch"}`,

  check: ({ schedule }) =>
    schedule?.length === 0
      ? [{ property: "schedule", reason: "is empty; leave the resource out for no snapshots" }]
      : (schedule ?? []).flatMap((item, index) => checkItem(item, `schedule[${String(index)}]`)),

  ask: async (work, { projectId, branchId }) => {
    if (projectId === undefined || branchId === undefined) return [];
    const { branch } = await work.call((client, params) =>
      client.getProjectBranch(projectId, branchId, params),
    );
    const { parent_id: parentId = "" } = branch;
    if (parentId === "") return [];
    const reason = `is ${branchId}, a child of ${parentId}; snapshots are taken of root branches only`;
    return [{ property: "branchId", reason }];
  },

  slot: ({ projectId, branchId }) => [projectId, branchId],

  create: async (work, inputs) => {
    await set(work, inputs, inputs.schedule);
    work.made(idInBranch({ ...inputs, name: "snapshot-schedule" }));
  },

  read: async (work, id) => {
    const { projectId, branchId } = placeInBranchOf(id);
    const { schedule } = await work.call((client, params) =>
      client.getSnapshotSchedule(projectId, branchId, params),
    );
    if (schedule.length === 0) return undefined;
    return { inputs: { projectId, branchId, schedule: schedule.map(itemOf) }, outputs: {} };
  },

  update: (work, _, inputs) => set(work, inputs, inputs.schedule),

  delete: (work, id) => set(work, placeInBranchOf(id), []),
});

async function set(
  work: Work,
  { projectId, branchId }: Pick<SnapshotScheduleInputs, "projectId" | "branchId">,
  schedule: readonly Item[],
): Promise<void> {
  const items = schedule.map(({ retentionSeconds, ...item }) =>
    defined({ ...item, retention_seconds: retentionSeconds }),
  );
  await work.call((client, params) =>
    client.setSnapshotSchedule(projectId, branchId, { schedule: items }, params),
  );
}

function itemOf({ frequency, hour, day, month, retention_seconds }: BackupScheduleItem): Item {
  return defined({
    frequency: frequency as Item["frequency"],
    hour,
    day,
    month,
    retentionSeconds: retention_seconds,
  });
}

function checkItem(item: Known<Item> | undefined, path: string): readonly CheckProblem[] {
  const { frequency, day } = item ?? {};
  if (item === undefined || frequency === undefined) return [];
  const allowed: readonly string[] = moments[frequency];
  const superfluous = (["hour", "day", "month"] as const)
    .filter((input) => item[input] !== undefined && !allowed.includes(input))
    .map((input) => ({
      property: `${path}.${input}`,
      reason: `is ${String(item[input])}; a schedule that is ${frequency} has no ${input}`,
    }));
  if (frequency !== "weekly" || day === undefined || day <= lastDayOfWeek) return superfluous;
  const reason = `is ${String(day)}; expected 1 (Monday) to 7 for a weekly schedule`;
  return [...superfluous, { property: `${path}.day`, reason }];
}
