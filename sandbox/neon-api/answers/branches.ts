import { type Branch, OperationAction } from "@neondatabase/api-client";
import { alreadyGone, type Answers } from "../answer";
import { contentOf, createBranch, created } from "../branch-creation";
import { checkExpiry, refuseProtection, setExpiry } from "../branch-rules";
import { toTimestamp } from "../clock";
import { ownedBy } from "../emulated-branch";
import type { EmulatedProject } from "../emulated-project";
import { type NeonState, recoverySeconds } from "../neon-state";
import { NeonRefusal, notFound } from "../refusal";

export const branchAnswers = {
  createProjectBranch: (neon, { path, body }) => {
    const project = neon.project(path.project_id ?? "");
    return created(project, ...createBranch(neon, project, body));
  },

  getProjectBranch: (neon, { path }) => {
    const { branch } = neon.branch(path.project_id ?? "", path.branch_id ?? "");
    return {
      branch,
      annotation: { object: { type: "console/branch", id: branch.id }, value: {} },
    };
  },

  listProjectBranches: (neon, { path, query }) => {
    const project = neon.project(path.project_id ?? "");
    const by = (query.sort_by ?? "updated_at") as "name" | "created_at" | "updated_at";
    const order = query.sort_order ?? "desc";
    const found = [...project.branches.values()]
      .map(({ branch }) => branch)
      .concat(query.include_deleted === "true" ? deletedBranches(neon, project) : [])
      .filter((branch) => isFound(branch, query.search))
      .sort((a, b) => (a[by] < b[by] ? -1 : Number(a[by] > b[by])) || (a.id < b.id ? -1 : 1));
    if (order === "desc") found.reverse();
    // The cursor is the id of the last branch shown.
    const start = found.findIndex(({ id }) => id === query.cursor) + 1;
    const end = start + Number(query.limit ?? found.length);
    const last = found.slice(start, end).at(-1);
    return {
      branches: found.slice(start, end),
      annotations: {},
      pagination: {
        ...(end < found.length && last !== undefined && { next: last.id }),
        sort_by: by,
        sort_order: order,
      },
    };
  },

  countProjectBranches: (neon, { path, query }) => ({
    count: [...neon.project(path.project_id ?? "").branches.values()].filter(({ branch }) =>
      isFound(branch, query.search),
    ).length,
  }),

  updateProjectBranch: (neon, { path, body: { branch: wanted } }) => {
    const project = neon.project(path.project_id ?? "");
    const { branch } = project.branch(path.branch_id ?? "");
    if (wanted.name !== undefined && wanted.name !== branch.name) {
      project.refuseTakenName(wanted.name);
    }
    const isProtected = wanted.protected ?? branch.protected;
    if (isProtected && !branch.protected) refuseProtection(neon, project);
    const expiresAt = wanted.expires_at === undefined ? branch.expires_at : wanted.expires_at;
    if (typeof expiresAt === "string") {
      const hasChildren = project.childrenOf(branch.id).length > 0;
      checkExpiry(neon, expiresAt, { isProtected, isDefault: branch.default, hasChildren });
    }
    const protects = isProtected !== branch.protected;
    branch.name = wanted.name ?? branch.name;
    branch.protected = isProtected;
    if (typeof expiresAt === "string") setExpiry(neon, branch, expiresAt);
    else {
      delete branch.expires_at;
      delete branch.ttl_interval_seconds;
    }
    branch.updated_at = neon.clock.timestamp();
    const action = OperationAction.TimelineUpdateProtectedConfig;
    return {
      branch,
      operations: project.operations.schedule(
        ...(protects ? [{ action, branchId: branch.id }] : []),
      ),
    };
  },

  setDefaultProjectBranch: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const { branch } = project.branch(path.branch_id ?? "");
    if (branch.expires_at !== undefined) {
      throw new NeonRefusal(422, "a branch with an expiration cannot be the default branch");
    }
    const former = project.defaultBranch.branch;
    former.default = false;
    branch.default = true;
    return { branch, operations: [] };
  },

  deleteProjectBranch: (neon, { path, query }) => {
    const project = neon.project(path.project_id ?? "");
    const id = path.branch_id ?? "";
    if (!project.branches.has(id)) return alreadyGone;
    const { branch } = project.branch(id);
    if (branch.default) throw new NeonRefusal(422, "cannot delete the default branch");
    if (branch.protected) throw new NeonRefusal(422, "cannot delete a protected branch");
    if (project.childrenOf(id).length > 0) {
      throw new NeonRefusal(422, "cannot delete branch that has children");
    }
    const { endpoints } = project.removeBranch(id);
    if (query.hard_delete === "true") project.deletedBranches.delete(id);
    return {
      branch,
      operations: project.operations.schedule(
        ...endpoints.map((endpoint) => ({
          action: OperationAction.SuspendCompute,
          branchId: id,
          endpointId: endpoint.id,
        })),
        { action: OperationAction.DeleteTimeline, branchId: id },
      ),
    };
  },

  recoverProjectBranch: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const id = path.branch_id ?? "";
    const deleted = project.deletedBranches.get(id);
    if (deleted === undefined || !isRecoverable(neon, deleted.deletedAt)) throw notFound("branch");
    project.refuseTakenName(deleted.stored.branch.name);
    project.deletedBranches.delete(id);
    project.branches.set(id, deleted.stored);
    for (const endpoint of deleted.endpoints) project.endpoints.set(endpoint.id, endpoint);
    delete deleted.stored.branch.expires_at;
    return { branch: deleted.stored.branch, endpoints: [...deleted.endpoints] };
  },

  restoreProjectBranch: (neon, { path, body }) => {
    const project = neon.project(path.project_id ?? "");
    const target = project.branch(path.branch_id ?? "");
    const source = project.branch(body.source_branch_id);
    const { branch } = target;
    if (branch.protected) throw new NeonRefusal(422, "cannot restore a protected branch");
    if (target.anonymization !== undefined) {
      throw new NeonRefusal(422, "cannot restore an anonymized branch");
    }
    const isPast = body.source_timestamp !== undefined || body.source_lsn !== undefined;
    if (source === target && !isPast) {
      throw new NeonRefusal(400, "source_timestamp or source_lsn is required to restore to itself");
    }
    const children = project.childrenOf(branch.id);
    if ((source === target || children.length > 0) && body.preserve_under_name === undefined) {
      throw new NeonRefusal(400, "preserve_under_name is required");
    }
    const restored = contentOf(project, source, body.source_timestamp, body.source_lsn);
    if (body.preserve_under_name !== undefined) {
      project.refuseTakenName(body.preserve_under_name);
      const kept = project.addBranch({ name: body.preserve_under_name }, (id) =>
        ownedBy(id, target.content),
      );
      kept.branch.current_state = "ready";
      delete kept.branch.pending_state;
      for (const child of children) child.branch.parent_id = kept.branch.id;
    }
    target.replace(ownedBy(branch.id, restored));
    branch.last_reset_at = branch.updated_at = neon.clock.timestamp();
    branch.current_state = "resetting";
    return {
      branch,
      operations: project.operations.schedule(
        project.makeReady(target, OperationAction.CreateTimeline),
        ...project.applyConfig(branch.id),
      ),
    };
  },
} satisfies Answers;

function isFound({ id, name }: Branch, search = ""): boolean {
  return id.includes(search) || name.includes(search);
}

function isRecoverable({ clock }: NeonState, deletedAt: number): boolean {
  return clock.time < deletedAt + recoverySeconds * 1_000;
}

function deletedBranches(neon: NeonState, project: EmulatedProject): Branch[] {
  return [...project.deletedBranches.values()]
    .filter(({ deletedAt }) => isRecoverable(neon, deletedAt))
    .map(({ stored: { branch }, deletedAt, method }) => ({
      ...branch,
      recovery: {
        deleted_at: toTimestamp(deletedAt),
        recoverable_until: toTimestamp(deletedAt + recoverySeconds * 1_000),
        deletion_method: method,
      },
    }));
}
