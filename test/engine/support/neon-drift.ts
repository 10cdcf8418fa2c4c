import type { NeonState } from "../../../sandbox/neon-api/neon-state";
import type { World } from "./neon-world";

/** Ids of a world's things at Neon. */
export type Ids = Readonly<Record<keyof World, string>>;

/** What somebody changes, and by which inputs it shows. */
export interface Drift {
  readonly inputs: readonly string[];
  readonly change: (neon: NeonState, ids: Ids) => void;
}

/** Something that can be changed in Neon's console, of each type that has an input which updates. */
export const drifts: Readonly<Partial<Record<keyof World, Drift>>> = {
  project: {
    inputs: ["historyRetentionSeconds", "name", "settings"],
    change: (neon, { project: id }) => {
      const { project } = neon.project(id);
      project.name = "somebody's";
      project.history_retention_seconds = 86_400;
      project.settings = { ...project.settings, quota: { active_time_seconds: 1_800 } };
    },
  },
  branch: {
    inputs: ["expiresAt", "name"],
    change: (neon, { project, branch: id }) => {
      const { branch } = neon.branch(project, id);
      branch.name = "theirs";
      delete branch.expires_at;
    },
  },
  endpoint: {
    inputs: ["autoscalingLimitMaxCu"],
    change: (neon, { project, endpoint }) => {
      neon.project(project).endpoint(endpoint).autoscaling_limit_max_cu = 3;
    },
  },
  database: {
    inputs: ["ownerName"],
    change: (neon, { project, database }) => {
      const [, branchId = "", name = ""] = database.split("/");
      const branch = neon.branch(project, branchId);
      branch.putDatabase({ ...branch.database(name), owner_name: "keeper" });
    },
  },
  schedule: {
    inputs: ["schedule"],
    change: (neon, { project, schedule }) => {
      const [, branchId = ""] = schedule.split("/");
      neon.branch(project, branchId).schedule = [{ frequency: "weekly" }];
    },
  },
  masked: {
    inputs: ["maskingRules", "name"],
    change: (neon, { project, masked }) => {
      const { branch, anonymization } = neon.branch(project, masked);
      branch.name = "unmasked";
      for (const rule of anonymization?.rules ?? []) rule.masking_value = "somebody";
    },
  },
  assignment: {
    inputs: ["label"],
    change: (neon, { closed, assignment }) => {
      neon.project(closed).vpcEndpoints.set(assignment.split("/")[1] ?? "", "theirs");
    },
  },
};

/** How each thing is deleted in Neon's console; what it holds goes with it. */
export const deletions: Readonly<Record<keyof World, (neon: NeonState, ids: Ids) => void>> = {
  project: (neon, { project }) => neon.removeProject(project),
  closed: (neon, { closed }) => neon.removeProject(closed),
  branch: (neon, { project, branch }) => neon.project(project).removeBranch(branch),
  masked: (neon, { project, masked }) => neon.project(project).removeBranch(masked),
  endpoint: (neon, { project, endpoint }) => neon.project(project).endpoints.delete(endpoint),
  role: (neon, ids) => {
    removeRole(neon, ids.role);
  },
  owner: (neon, ids) => {
    removeRole(neon, ids.owner);
  },
  database: (neon, { database }) => {
    const [projectId = "", branchId = "", name = ""] = database.split("/");
    neon.branch(projectId, branchId).removeDatabase(name);
  },
  schedule: (neon, { schedule }) => {
    const [projectId = "", branchId = ""] = schedule.split("/");
    neon.branch(projectId, branchId).schedule = [];
  },
  permission: (neon, { project, permission }) => {
    neon.project(project).permissions.delete(permission.split("/")[1] ?? "");
  },
  assignment: (neon, { closed, assignment }) => {
    neon.project(closed).vpcEndpoints.delete(assignment.split("/")[1] ?? "");
  },
  key: (neon, { key }) => {
    const found = [...neon.keys.values()].find(({ id }) => key.endsWith(`/${String(id)}`));
    neon.keys.delete(found?.token ?? "");
  },
};

function removeRole(neon: NeonState, id: string): void {
  const [projectId = "", branchId = "", name = ""] = id.split("/");
  neon.branch(projectId, branchId).removeRole(name);
}
