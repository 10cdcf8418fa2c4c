import {
  EndpointType,
  OperationAction,
  type Project,
  type ProjectCreateRequest,
  type ProjectListItem,
  type ProjectSettingsData,
} from "@neondatabase/api-client";
import type { Answers } from "../answer";
import { toTimestamp } from "../clock";
import { connectionDetails } from "../connection-details";
import { deprecatedProjectFields } from "../deprecated-fields";
import type { Content } from "../emulated-branch";
import type { EmulatedProject } from "../emulated-project";
import { type NeonState, recoverySeconds } from "../neon-state";
import { checkCompute, checkHistory } from "../plans";
import { NeonRefusal, notFound } from "../refusal";
import { defaultRegionId, proxyHostOf, regions } from "../regions";

type WantedProject = ProjectCreateRequest["project"];

const defaultPageSize = 10;

export const projectAnswers = {
  createProject: (neon, { body: { project: wanted }, key }) => {
    const orgId = neon.organizationOf(key, wanted.org_id);
    checkNewProject(neon, wanted);
    const stored = neon.addProject(newProject(neon, wanted, orgId));
    const branch = stored.addBranch(
      { name: wanted.branch?.name ?? "main", default: true },
      (branchId) => firstContent(neon, stored, branchId, wanted),
    );
    const endpoint = stored.addEndpoint(branch.branch.id, { type: EndpointType.ReadWrite });
    const { roles, databases } = branch.content;
    return {
      project: stored.project,
      connection_uris: connectionDetails(branch, endpoint),
      roles: [...roles.values()].map(({ role, password }) => ({ ...role, password })),
      databases: [...databases.values()],
      operations: stored.operations.schedule(
        stored.makeReady(branch, OperationAction.CreateTimeline),
        stored.moveEndpoint(endpoint, OperationAction.StartCompute),
      ),
      branch: branch.branch,
      endpoints: [endpoint],
    };
  },

  getProject: (neon, { path }) => ({ project: neon.project(path.project_id ?? "").project }),

  listProjects: (neon, { query, key }) => {
    const orgId = neon.organizationOf(key, query.org_id);
    const recoverable = query.recoverable === "true";
    const items = recoverable
      ? [...neon.deletedProjects.values()]
          .filter(({ deletedAt }) => isRecoverable(neon, deletedAt))
          .map(({ stored, deletedAt }) => ({
            ...listItem(stored.project),
            deleted_at: toTimestamp(deletedAt),
            recoverable_until: toTimestamp(deletedAt + recoverySeconds * 1_000),
          }))
      : [...neon.projects.values()].map(({ project }) => listItem(project));
    const found = items.filter(
      ({ id, name, org_id }) =>
        org_id === orgId && (id.includes(query.search ?? "") || name.includes(query.search ?? "")),
    );
    // The cursor is the id of the last project shown.
    const start = found.findIndex(({ id }) => id === query.cursor) + 1;
    const page = found.slice(start, start + Number(query.limit ?? defaultPageSize));
    const last = page.at(-1);
    return {
      projects: page,
      ...(last !== undefined && { pagination: { cursor: last.id } }),
      applications: {},
      integrations: {},
    };
  },

  updateProject: (neon, { path, body: { project: wanted } }) => {
    const stored = neon.project(path.project_id ?? "");
    const { project } = stored;
    checkSettings(neon, wanted.settings, stored);
    const size = { ...project.default_endpoint_settings, ...wanted.default_endpoint_settings };
    checkCompute(neon.limits, size);
    if (wanted.history_retention_seconds !== undefined) {
      checkHistory(neon.limits, wanted.history_retention_seconds);
      project.history_retention_seconds = wanted.history_retention_seconds;
    }
    const replicates = project.settings?.enable_logical_replication === true;
    if (wanted.name !== undefined) project.name = wanted.name;
    project.default_endpoint_settings = size;
    project.settings = { ...project.settings, ...wanted.settings };
    project.updated_at = neon.clock.timestamp();
    const restarts = !replicates && project.settings.enable_logical_replication === true;
    const steps = wanted.settings === undefined ? [] : [...stored.endpoints.values()];
    return {
      project,
      operations: stored.operations.schedule(
        ...steps.map((endpoint) =>
          stored.moveEndpoint(
            endpoint,
            restarts ? OperationAction.SuspendCompute : OperationAction.ApplyConfig,
          ),
        ),
      ),
    };
  },

  deleteProject: (neon, { path }) => {
    const stored = neon.project(path.project_id ?? "");
    if ([...stored.branches.values()].some(({ branch }) => branch.protected)) {
      throw new NeonRefusal(422, "a project with a protected branch cannot be deleted");
    }
    return { project: neon.removeProject(stored.id).project };
  },

  recoverProject: (neon, { path }) => {
    const id = path.project_id ?? "";
    const deleted = neon.deletedProjects.get(id);
    if (deleted === undefined || !isRecoverable(neon, deleted.deletedAt)) throw notFound("project");
    neon.deletedProjects.delete(id);
    neon.projects.set(id, deleted.stored);
    return {
      project: deleted.stored.project,
      branches: [...deleted.stored.branches.values()].map(({ branch }) => branch),
    };
  },
} satisfies Answers;

function checkNewProject(neon: NeonState, wanted: WantedProject): void {
  const regionId = wanted.region_id ?? defaultRegionId;
  if (!regions.some(({ region_id }) => region_id === regionId)) {
    throw new NeonRefusal(400, `unknown region ${regionId}`);
  }
  if (neon.projects.size >= neon.limits.projects) {
    throw new NeonRefusal(422, "projects limit exceeded", "PROJECTS_LIMIT_EXCEEDED");
  }
  if (wanted.history_retention_seconds !== undefined) {
    checkHistory(neon.limits, wanted.history_retention_seconds);
  }
  checkSettings(neon, wanted.settings, undefined);
  checkCompute(neon.limits, wanted.default_endpoint_settings ?? {});
}

function newProject(neon: NeonState, wanted: WantedProject, orgId: string): Project {
  const id = neon.identities.project();
  const now = neon.clock.timestamp();
  const regionId = wanted.region_id ?? defaultRegionId;
  return {
    ...unusedProject(now, neon.clock.timestamp(30 * 86_400)),
    id,
    name: wanted.name ?? id,
    region_id: regionId,
    platform_id: regionId.split("-", 1)[0] ?? "",
    proxy_host: proxyHostOf(regionId),
    pg_version: wanted.pg_version ?? 17,
    store_passwords: wanted.store_passwords ?? true,
    history_retention_seconds: Math.min(
      wanted.history_retention_seconds ?? 86_400,
      neon.limits.historyRetentionSeconds,
    ),
    org_id: orgId,
    owner_id: orgId,
    settings: wanted.settings ?? {},
    default_endpoint_settings: {
      autoscaling_limit_min_cu: 0.25,
      autoscaling_limit_max_cu: 0.25,
      suspend_timeout_seconds: 0,
      ...wanted.default_endpoint_settings,
    },
  };
}

/** One database, owned by one role. */
function firstContent(
  neon: NeonState,
  stored: EmulatedProject,
  branchId: string,
  { branch }: WantedProject,
): Content {
  const now = neon.clock.timestamp();
  const databaseName = branch?.database_name ?? "neondb";
  const roleName = branch?.role_name ?? `${databaseName}_owner`;
  return {
    roles: new Map([[roleName, stored.newRole(branchId, roleName)]]),
    databases: new Map([
      [
        databaseName,
        {
          id: neon.identities.number(),
          branch_id: branchId,
          name: databaseName,
          owner_name: roleName,
          created_at: now,
          updated_at: now,
        },
      ],
    ]),
  };
}

function isRecoverable({ clock }: NeonState, deletedAt: number): boolean {
  return clock.time < deletedAt + recoverySeconds * 1_000;
}

function checkSettings(
  { limits }: NeonState,
  settings: ProjectSettingsData | undefined,
  stored: EmulatedProject | undefined,
): void {
  const restricts =
    (settings?.allowed_ips?.ips?.length ?? 0) > 0 || settings?.block_public_connections === true;
  if (restricts && !limits.networking) {
    throw new NeonRefusal(422, "IP allow and private networking are not available on your plan");
  }
  const replicates = stored?.project.settings?.enable_logical_replication === true;
  if (replicates && settings?.enable_logical_replication === false) {
    throw new NeonRefusal(422, "logical replication cannot be disabled once it is enabled");
  }
}

/** What a project that nobody has used yet says of its consumption. */
function unusedProject(now: string, periodEnd: string) {
  return {
    provisioner: "k8s-neonvm",
    creation_source: "api",
    ...deprecatedProjectFields,
    active_time_seconds: 0,
    compute_time_seconds: 0,
    written_data_bytes: 0,
    data_transfer_bytes: 0,
    data_storage_bytes_hour: 0,
    branch_logical_size_limit: 16_777_216,
    branch_logical_size_limit_bytes: 17_592_186_044_416,
    consumption_period_start: now,
    consumption_period_end: periodEnd,
    created_at: now,
    updated_at: now,
  } satisfies Partial<Project>;
}

const onlyOnItsOwnPage: ReadonlySet<string> = new Set<keyof Project>([
  "active_time_seconds",
  "compute_time_seconds",
  "written_data_bytes",
  "data_transfer_bytes",
  "data_storage_bytes_hour",
  "consumption_period_start",
  "consumption_period_end",
  "owner",
  "maintenance_scheduled_for",
]);

/** The list shows less of a project than the project's own page; the contract checks what is left. */
function listItem(project: Project): ProjectListItem {
  const shown = Object.entries(project).filter(([field]) => !onlyOnItsOwnPage.has(field));
  return Object.fromEntries([
    ...shown,
    ["active_time", project.active_time_seconds],
  ]) as unknown as ProjectListItem;
}
