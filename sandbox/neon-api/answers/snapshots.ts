import { type BackupScheduleItem, OperationAction } from "@neondatabase/api-client";
import type { Answers } from "../answer";
import { created } from "../branch-creation";
import { refuseTooMany } from "../branch-rules";
import { type EmulatedBranch, ownedBy } from "../emulated-branch";
import type { EmulatedProject } from "../emulated-project";
import { NeonRefusal } from "../refusal";

export const snapshotAnswers = {
  createSnapshot: (neon, { path, query }) => {
    const project = neon.project(path.project_id ?? "");
    const stored = project.branch(path.branch_id ?? "");
    refuseChild(stored);
    if (query.lsn !== undefined && query.timestamp !== undefined) {
      throw new NeonRefusal(400, "a timestamp and an LSN exclude each other");
    }
    const manual = [...project.snapshots.values()].filter(({ snapshot }) => snapshot.manual);
    if (manual.length >= neon.limits.manualSnapshotsPerProject) {
      throw new NeonRefusal(422, "snapshots limit exceeded", "SNAPSHOTS_LIMIT_EXCEEDED");
    }
    const { history_retention_seconds: retention } = project.project;
    const content =
      query.lsn !== undefined
        ? stored.contentAtLsn(query.lsn)
        : stored.contentAt(query.timestamp ?? neon.clock.timestamp(), retention);
    const now = neon.clock.timestamp();
    const id = neon.identities.snapshot();
    const snapshot = {
      id,
      name: query.name ?? `${stored.branch.name} ${now}`,
      lsn: query.lsn ?? stored.lsn,
      timestamp: query.timestamp ?? now,
      source_branch_id: stored.branch.id,
      created_at: now,
      manual: true,
      ...(query.expires_at !== undefined && { expires_at: query.expires_at }),
    };
    project.snapshots.set(id, { snapshot, content });
    return {
      snapshot,
      operations: project.operations.schedule({
        action: OperationAction.CreateBranch,
        branchId: stored.branch.id,
      }),
    };
  },

  listSnapshots: (neon, { path }) => ({
    snapshots: [...neon.project(path.project_id ?? "").snapshots.values()].map(
      ({ snapshot }) => snapshot,
    ),
  }),

  updateSnapshot: (neon, { path, body }) => {
    const { snapshot } = neon.project(path.project_id ?? "").snapshot(path.snapshot_id ?? "");
    Object.assign(snapshot, body.snapshot);
    return { snapshot };
  },

  deleteSnapshot: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const { snapshot } = project.snapshot(path.snapshot_id ?? "");
    project.snapshots.delete(snapshot.id);
    return {
      operations: project.operations.schedule({ action: OperationAction.DeleteTimeline }),
    };
  },

  restoreSnapshot: (neon, { path, body }) => {
    const project = neon.project(path.project_id ?? "");
    const { snapshot, content } = project.snapshot(path.snapshot_id ?? "");
    const target = project.branch(body.target_branch_id ?? snapshot.source_branch_id ?? "");
    const name = body.name ?? `${target.branch.name} (restored ${neon.clock.timestamp()})`;
    project.refuseTakenName(name);
    refuseTooMany(neon, project, true);
    const restored = project.addBranch(
      {
        name,
        restore_status: "restored",
        restored_from: snapshot.id,
        restored_as: target.branch.id,
      },
      (branchId) => ownedBy(branchId, content),
    );
    if (body.finalize_restore === true) finalize(project, restored, undefined);
    const { branch, operations } = created(project, restored, []);
    return { branch, endpoints: project.endpointsOf(branch.id), operations };
  },

  finalizeRestoreBranch: (neon, { path, body }) => {
    const project = neon.project(path.project_id ?? "");
    const restored = project.branch(path.branch_id ?? "");
    if (restored.branch.restore_status !== "restored") {
      throw new NeonRefusal(422, "the branch was not restored from a snapshot, or is finalized");
    }
    finalize(project, restored, body.name);
    return {
      operations: project.operations.schedule(...project.applyConfig(restored.branch.id)),
    };
  },

  getSnapshotSchedule: (neon, { path }) => {
    const stored = neon.branch(path.project_id ?? "", path.branch_id ?? "");
    refuseChild(stored);
    return { schedule: stored.schedule };
  },

  setSnapshotSchedule: (neon, { path, body: { schedule } }) => {
    const stored = neon.branch(path.project_id ?? "", path.branch_id ?? "");
    refuseChild(stored);
    if (!neon.limits.snapshotSchedule && schedule.length > 0) {
      throw new NeonRefusal(422, "backup schedules are not available on your plan");
    }
    schedule.forEach(checkItem);
    stored.schedule = schedule;
    return {};
  },
} satisfies Answers;

function refuseChild(stored: EmulatedBranch): void {
  if (!stored.isRoot) {
    throw new NeonRefusal(422, "snapshots are available for root branches only");
  }
}

/** Puts the restored branch in the place of the one that it was restored to. */
function finalize(
  project: EmulatedProject,
  restored: EmulatedBranch,
  formerName: string | undefined,
): void {
  const former = project.branch(restored.branch.restored_as ?? "").branch;
  const { name } = former;
  const kept = formerName ?? `${name} (old)`;
  project.refuseTakenName(kept);
  former.name = kept;
  restored.branch.name = name;
  restored.branch.restore_status = "finalized";
  restored.branch.default = former.default;
  restored.branch.protected = former.protected;
  former.default = former.protected = false;
  for (const endpoint of project.endpointsOf(former.id)) endpoint.branch_id = restored.branch.id;
}

const fields = {
  hourly: [],
  daily: ["hour"],
  weekly: ["hour", "day"],
  monthly: ["hour", "day"],
  yearly: ["hour", "day", "month"],
} as const;

function checkItem(item: BackupScheduleItem): void {
  const { frequency } = item;
  if (!Object.hasOwn(fields, frequency)) {
    throw new NeonRefusal(400, `unknown frequency ${frequency}`);
  }
  const allowed: readonly string[] = fields[frequency as keyof typeof fields];
  for (const field of ["hour", "day", "month"] as const) {
    if (item[field] !== undefined && !allowed.includes(field)) {
      throw new NeonRefusal(400, `${field} does not apply to a ${frequency} schedule`);
    }
  }
  if (frequency === "weekly" && (item.day ?? 1) > 7) {
    throw new NeonRefusal(400, "the day of a weekly schedule must be 1 to 7");
  }
}
