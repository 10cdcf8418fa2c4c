import type { NeonState } from "../../../sandbox/neon-api/neon-state";
import type { Place } from "./neon-place";
import { regionId, vpcEndpointId } from "./neon-world";

export type Inputs = Readonly<Record<string, unknown>>;

/** How one input is changed, and what Neon shows of it. */
export interface InputCase<Live> {
  /** Inputs that stand in place of the specimen's before; `undefined` leaves one out. */
  readonly before?: (place: Place) => Inputs;
  /** The same afterwards, in place of those before. */
  readonly after: (place: Place) => Inputs;
  /** The input as the emulator has it; `undefined` where nothing but the old state tells. */
  readonly seen: (live: Live) => unknown;
  /** What it is when the program says it no longer, where its table states no default. */
  readonly withdrawn?: unknown;
  /** Whether it can't be taken back, so that a program has to go on saying it. */
  readonly lasts?: true;
}

/** One resource of a type, and a case for each of its inputs by its path. */
export interface Specimen<Live> {
  readonly inputs: (place: Place) => Inputs;
  /** What the emulator has; nothing where it is gone. */
  readonly live: (neon: NeonState, id: string, outputs: Inputs) => Live | undefined;
  readonly cases: Readonly<Record<string, InputCase<Live>>>;
}

/** Keeps the type of what a specimen finds to itself. */
export interface AnySpecimen {
  readonly inputs: (place: Place) => Inputs;
  readonly isThere: (neon: NeonState, id: string, outputs: Inputs) => boolean;
  readonly cases: Readonly<Record<string, AnyInputCase>>;
}

export interface AnyInputCase {
  readonly before: (place: Place) => Inputs;
  readonly after: (place: Place) => Inputs;
  readonly seen: (neon: NeonState, id: string, outputs: Inputs) => unknown;
  readonly withdrawn: unknown;
  readonly lasts: boolean;
}

function specimen<Live>({ inputs, live, cases }: Specimen<Live>): AnySpecimen {
  return {
    inputs,
    isThere: (...asked) => live(...asked) !== undefined,
    cases: Object.fromEntries(
      Object.entries(cases).map(([path, { before, after, seen, withdrawn, lasts = false }]) => [
        path,
        {
          before: before ?? (() => ({})),
          after,
          seen: (...asked) => {
            const found = live(...asked);
            return found === undefined ? undefined : seen(found);
          },
          withdrawn,
          lasts,
        },
      ]),
    ),
  };
}

export const otherVpcEndpointId = "vpce-0fedcba0987654321";

const compute = {
  autoscalingLimitMinCu: 0.5,
  autoscalingLimitMaxCu: 2,
  suspendTimeoutSeconds: 300,
};
const quota = { activeTimeSeconds: 3_600, computeTimeSeconds: 3_600, logicalSizeBytes: 1_000_000 };
const allowedIps = { ips: ["203.0.113.7"], protectedBranchesOnly: false };
const trunk = { name: "trunk", databaseName: "shop", roleName: "keeper" };
const rule = {
  databaseName: "shop",
  schemaName: "public",
  tableName: "customers",
  columnName: "email",
  maskingFunction: "anon.fake_email()",
};

const home = ({ project }: Place) => ({
  projectId: project.id,
  branchId: project.defaultBranchId,
});
const away = ({ other }: Place) => ({ projectId: other.id, branchId: other.defaultBranchId });

const settings = (changed: object) => ({ settings: { quota, allowedIps, ...changed } });

/** A specimen of each type, by its token. */
export const specimens: Readonly<Record<string, AnySpecimen>> = {
  "neon:index:Project": specimen({
    inputs: ({ name }) => ({
      name,
      regionId,
      pgVersion: 16,
      historyRetentionSeconds: 604_800,
      defaultEndpointSettings: compute,
      defaultBranch: trunk,
      ...settings({}),
    }),
    live: (neon, id) => neon.projects.get(id),
    cases: {
      name: { after: ({ name }) => ({ name: `${name} 2` }), seen: ({ project }) => project.name },
      orgId: {
        before: () => ({ orgId: firstOrgId }),
        after: () => ({ orgId: secondOrgId }),
        seen: ({ project }) => project.org_id,
      },
      regionId: {
        after: () => ({ regionId: "aws-eu-west-2" }),
        seen: ({ project }) => project.region_id,
      },
      pgVersion: { after: () => ({ pgVersion: 18 }), seen: ({ project }) => project.pg_version },
      historyRetentionSeconds: {
        after: () => ({ historyRetentionSeconds: 172_800 }),
        seen: ({ project }) => project.history_retention_seconds,
      },
      "defaultEndpointSettings.autoscalingLimitMinCu": {
        after: () => ({ defaultEndpointSettings: { ...compute, autoscalingLimitMinCu: 1 } }),
        seen: ({ project }) => project.default_endpoint_settings?.autoscaling_limit_min_cu,
      },
      "defaultEndpointSettings.autoscalingLimitMaxCu": {
        before: () => ({ defaultEndpointSettings: { ...compute, autoscalingLimitMinCu: 0.25 } }),
        after: () => ({
          defaultEndpointSettings: {
            ...compute,
            autoscalingLimitMinCu: 0.25,
            autoscalingLimitMaxCu: 4,
          },
        }),
        seen: ({ project }) => project.default_endpoint_settings?.autoscaling_limit_max_cu,
      },
      "defaultEndpointSettings.suspendTimeoutSeconds": {
        after: () => ({ defaultEndpointSettings: { ...compute, suspendTimeoutSeconds: 600 } }),
        seen: ({ project }) => project.default_endpoint_settings?.suspend_timeout_seconds,
      },
      "defaultBranch.name": {
        after: () => ({ defaultBranch: { ...trunk, name: "stem" } }),
        seen: ({ defaultBranch }) => defaultBranch.branch.name,
      },
      // A project whose branch is protected can't be deleted.
      "defaultBranch.protected": {
        before: () => ({ defaultBranch: { ...trunk, protected: true } }),
        after: () => ({ defaultBranch: { ...trunk, protected: false } }),
        seen: ({ defaultBranch }) => defaultBranch.branch.protected,
      },
      "defaultBranch.databaseName": {
        after: () => ({ defaultBranch: { ...trunk, databaseName: "books" } }),
        seen: ({ defaultBranch }) => [...defaultBranch.content.databases.keys()][0],
      },
      "defaultBranch.roleName": {
        after: () => ({ defaultBranch: { ...trunk, roleName: "warden" } }),
        seen: ({ defaultBranch }) => [...defaultBranch.content.roles.keys()][0],
      },
      "settings.allowedIps.ips": {
        after: () => settings({ allowedIps: { ...allowedIps, ips: ["198.51.100.0/24"] } }),
        seen: ({ project }) => project.settings?.allowed_ips?.ips,
      },
      "settings.allowedIps.protectedBranchesOnly": {
        after: () => settings({ allowedIps: { ...allowedIps, protectedBranchesOnly: true } }),
        seen: ({ project }) => project.settings?.allowed_ips?.protected_branches_only,
      },
      "settings.quota.activeTimeSeconds": {
        after: () => settings({ quota: { ...quota, activeTimeSeconds: 7_200 } }),
        seen: ({ project }) => project.settings?.quota?.active_time_seconds,
      },
      "settings.quota.computeTimeSeconds": {
        after: () => settings({ quota: { ...quota, computeTimeSeconds: 7_200 } }),
        seen: ({ project }) => project.settings?.quota?.compute_time_seconds,
      },
      "settings.quota.logicalSizeBytes": {
        after: () => settings({ quota: { ...quota, logicalSizeBytes: 2_000_000 } }),
        seen: ({ project }) => project.settings?.quota?.logical_size_bytes,
      },
      "settings.enableLogicalReplication": {
        after: () => settings({ enableLogicalReplication: true }),
        seen: ({ project }) => project.settings?.enable_logical_replication,
        lasts: true,
      },
    },
  }),

  "neon:index:Branch": specimen({
    inputs: (place) => ({
      projectId: place.project.id,
      name: "review",
      expiresAt: place.day(7),
    }),
    live: (neon, id) => branchIn(neon, id)?.branch,
    cases: {
      projectId: {
        after: ({ other }) => ({ projectId: other.id }),
        seen: (branch) => branch.project_id,
      },
      name: { after: () => ({ name: "preview" }), seen: (branch) => branch.name },
      parentId: {
        before: ({ branch }) => ({ parentId: branch.id }),
        after: ({ project }) => ({ parentId: project.defaultBranchId }),
        seen: (branch) => branch.parent_id,
      },
      parentTimestamp: {
        before: (place) => ({ parentTimestamp: place.time(0) }),
        after: (place) => ({ parentTimestamp: place.time(1) }),
        seen: (branch) => branch.parent_timestamp,
      },
      parentLsn: {
        before: () => ({ parentLsn: "0/FFFFFFF0" }),
        after: () => ({ parentLsn: "0/FFFFFFF1" }),
        seen: (branch) => branch.parent_lsn,
      },
      initSource: {
        after: () => ({ initSource: "schema-only" }),
        seen: (branch) => branch.init_source,
      },
      // Neon refuses to delete a protected branch, and to let it expire.
      protected: {
        before: () => ({ protected: true, expiresAt: undefined }),
        after: () => ({ protected: false, expiresAt: undefined }),
        seen: (branch) => branch.protected,
      },
      expiresAt: {
        after: (place) => ({ expiresAt: place.day(14) }),
        seen: (branch) => branch.expires_at,
      },
    },
  }),

  "neon:index:AnonymizedBranch": specimen({
    inputs: (place) => ({ projectId: place.project.id, name: "masked", maskingRules: [rule] }),
    live: (neon, id) => branchIn(neon, id),
    cases: {
      projectId: {
        after: ({ other }) => ({ projectId: other.id }),
        seen: ({ branch }) => branch.project_id,
      },
      name: { after: () => ({ name: "safe" }), seen: ({ branch }) => branch.name },
      parentId: {
        before: ({ branch }) => ({ parentId: branch.id }),
        after: ({ project }) => ({ parentId: project.defaultBranchId }),
        seen: ({ branch }) => branch.parent_id,
      },
      expiresAt: {
        before: (place) => ({ expiresAt: place.day(7) }),
        after: (place) => ({ expiresAt: place.day(14) }),
        seen: ({ branch }) => branch.expires_at,
      },
      maskingRules: {
        after: () => ({ maskingRules: [{ ...rule, columnName: "mail" }] }),
        seen: ({ anonymization }) =>
          anonymization?.rules.map((each) => ({
            databaseName: each.database_name,
            schemaName: each.schema_name,
            tableName: each.table_name,
            columnName: each.column_name,
            maskingFunction: each.masking_function,
          })),
      },
    },
  }),

  "neon:index:Endpoint": specimen({
    inputs: (place) => ({
      projectId: place.project.id,
      branchId: place.branch.id,
      type: "read_write",
      ...compute,
    }),
    live: (neon, id) =>
      [...neon.projects.values()].map(({ endpoints }) => endpoints.get(id)).find(Boolean),
    cases: {
      projectId: {
        after: ({ other, branchOfOther }) => ({ projectId: other.id, branchId: branchOfOther.id }),
        seen: (endpoint) => endpoint.project_id,
      },
      branchId: {
        after: ({ sibling }) => ({ branchId: sibling.id }),
        seen: (endpoint) => endpoint.branch_id,
      },
      type: { after: () => ({ type: "read_only" }), seen: (endpoint) => endpoint.type },
      autoscalingLimitMinCu: {
        after: () => ({ autoscalingLimitMinCu: 1 }),
        seen: (endpoint) => endpoint.autoscaling_limit_min_cu,
        withdrawn: 0.25,
      },
      autoscalingLimitMaxCu: {
        before: () => ({ autoscalingLimitMinCu: 0.25 }),
        after: () => ({ autoscalingLimitMinCu: 0.25, autoscalingLimitMaxCu: 4 }),
        seen: (endpoint) => endpoint.autoscaling_limit_max_cu,
        withdrawn: 0.25,
      },
      suspendTimeoutSeconds: {
        after: () => ({ suspendTimeoutSeconds: 600 }),
        seen: (endpoint) => endpoint.suspend_timeout_seconds,
        withdrawn: 0,
      },
    },
  }),

  "neon:index:Role": specimen({
    inputs: (place) => ({ ...home(place), name: "app" }),
    live: (neon, id) => {
      const [projectId, branchId, name] = partsOf(id);
      const role = branchIn(neon, branchId)?.content.roles.get(name);
      return role && { projectId, ...role.role };
    },
    cases: {
      projectId: { after: away, seen: (role) => role.projectId },
      branchId: {
        after: ({ branch }) => ({ branchId: branch.id }),
        seen: (role) => role.branch_id,
      },
      name: { after: () => ({ name: "reader" }), seen: (role) => role.name },
    },
  }),

  "neon:index:Database": specimen({
    inputs: (place) => ({ ...home(place), name: "orders", ownerName: "shop_owner" }),
    live: (neon, id, outputs) => {
      const [projectId, branchId] = partsOf(id);
      const database = branchIn(neon, branchId)?.content.databases.get(String(outputs.name));
      return database && { projectId, ...database };
    },
    cases: {
      projectId: { after: away, seen: (database) => database.projectId },
      branchId: {
        after: ({ branch }) => ({ branchId: branch.id }),
        seen: (database) => database.branch_id,
      },
      name: { after: () => ({ name: "books" }), seen: (database) => database.name },
      ownerName: {
        after: ({ role }) => ({ ownerName: role.name }),
        seen: (database) => database.owner_name,
      },
    },
  }),

  "neon:index:SnapshotSchedule": specimen({
    inputs: (place) => ({ ...home(place), schedule: [{ frequency: "daily", hour: 3 }] }),
    live: (neon, id) => {
      const [projectId, branchId] = partsOf(id);
      const schedule = branchIn(neon, branchId)?.schedule ?? [];
      return schedule.length === 0 ? undefined : { projectId, branchId, schedule };
    },
    cases: {
      projectId: { after: away, seen: ({ projectId }) => projectId },
      branchId: { after: ({ root }) => ({ branchId: root.id }), seen: ({ branchId }) => branchId },
      schedule: {
        after: () => ({ schedule: [{ frequency: "weekly", day: 1, hour: 5 }] }),
        seen: ({ schedule }) =>
          schedule.map(({ frequency, day, hour }) => ({ frequency, day, hour })),
      },
    },
  }),

  "neon:index:ProjectPermission": specimen({
    inputs: (place) => ({ projectId: place.project.id, email: "ada@example.com" }),
    live: (neon, id) => {
      const [projectId, permissionId] = partsOf(id);
      const permission = neon.projects.get(projectId)?.permissions.get(permissionId);
      return permission && { projectId, ...permission };
    },
    cases: {
      projectId: {
        after: ({ other }) => ({ projectId: other.id }),
        seen: ({ projectId }) => projectId,
      },
      email: {
        after: () => ({ email: "grace@example.com" }),
        seen: ({ granted_to_email: email }) => email,
      },
    },
  }),

  "neon:index:VpcEndpointAssignment": specimen({
    inputs: (place) => ({ projectId: place.project.id, vpcEndpointId, label: "green" }),
    live: (neon, id) => {
      const [projectId, endpointId] = partsOf(id);
      const label = neon.projects.get(projectId)?.vpcEndpoints.get(endpointId);
      return label === undefined ? undefined : { projectId, endpointId, label };
    },
    cases: {
      projectId: {
        after: ({ other }) => ({ projectId: other.id }),
        seen: ({ projectId }) => projectId,
      },
      vpcEndpointId: {
        after: () => ({ vpcEndpointId: otherVpcEndpointId }),
        seen: ({ endpointId }) => endpointId,
      },
      label: { after: () => ({ label: "blue" }), seen: ({ label }) => label },
    },
  }),

  "neon:index:ApiKey": specimen({
    inputs: (place) => ({ projectId: place.project.id, name: "ci" }),
    live: (neon, id) =>
      [...neon.keys.values()].find((key) => `${String(key.orgId)}/${String(key.id)}` === id),
    cases: {
      projectId: {
        after: ({ other }) => ({ projectId: other.id }),
        seen: ({ projectId }) => projectId,
      },
      name: { after: () => ({ name: "deploy" }), seen: ({ name }) => name },
    },
  }),
};

export const firstOrgId = "org-quiet-sea-12345678";
export const secondOrgId = "org-loud-hill-87654321";

function branchIn(neon: NeonState, id: string) {
  return [...neon.projects.values()].map(({ branches }) => branches.get(id)).find(Boolean);
}

/** The parts of an id such as `<project id>/<branch id>/<name>`. */
function partsOf(id: string): readonly [string, string, string] {
  const [first = "", second = "", ...rest] = id.split("/");
  return [first, second, rest.join("/")];
}
