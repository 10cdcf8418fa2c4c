import type {
  Branch,
  DefaultEndpointSettings,
  Endpoint,
  Project as LiveProject,
  ProjectSettingsData,
} from "@neondatabase/api-client";
import { Refusal } from "../../server/provider";
import { defined } from "../schema/values";
import { checkAllowedIps } from "./allowed-ips";
import { branchesOf, defaultBranchOf, updateBranch } from "./branches";
import {
  checkCompute,
  computeInputsOf,
  computeSettingsOf,
  poolerHostOf,
  readWriteEndpointOf,
} from "./compute";
import { once, settleMade } from "./once";
import { checkHistory } from "./plan";
import {
  projectInputs,
  type ProjectInputs,
  projectOutputs,
  type ProjectOutputs,
} from "./project-fields";
import { projectsOf } from "./projects";
import { defineResource, type Live } from "./resource";

export const project = defineResource<ProjectInputs, ProjectOutputs>({
  token: "neon:index:Project",
  description:
    "A Postgres cluster with its default branch and that branch's read-write compute. A deleted project can be recovered for 7 days. Imported as `<project id>`.",
  inputs: projectInputs,
  outputs: projectOutputs,

  name: ({ name }) => (name === undefined ? "a project" : `the project "${name}"`),

  check: ({ defaultEndpointSettings, settings }) => [
    ...checkCompute(defaultEndpointSettings ?? {}, "defaultEndpointSettings."),
    ...checkAllowedIps(settings?.allowedIps?.ips ?? []),
  ],

  ask: (work, { orgId = work.api.orgId, historyRetentionSeconds }) =>
    checkHistory(work, orgId, historyRetentionSeconds),

  checkChange: (olds, news) =>
    olds.settings?.enableLogicalReplication === true &&
    news.settings?.enableLogicalReplication !== true
      ? [
          {
            property: "settings.enableLogicalReplication",
            reason: "can't be turned off again; set it to true, or replace the project",
          },
        ]
      : [],

  create: async (work, inputs) => {
    const { name, orgId = work.api.orgId, defaultBranch } = inputs;
    const project = defined({
      name,
      region_id: inputs.regionId,
      org_id: orgId,
      pg_version: inputs.pgVersion,
      ...patchOf(inputs),
      branch:
        defaultBranch &&
        defined({
          name: defaultBranch.name,
          database_name: defaultBranch.databaseName,
          role_name: defaultBranch.roleName,
        }),
    });
    const made = await once(work, {
      likeness: ["project", orgId ?? "", name],
      send: (client, params) => client.createProject({ project }, params),
      idOf: (answer) => answer.project.id,
      alike: async () =>
        (await projectsOf(work, orgId, name))
          .filter((each) => each.name === name)
          .map((each) => each.id),
    });
    await settleMade(work, made.id, made);
    if (defaultBranch?.protected !== true) return;
    await updateBranch(work, await defaultBranchOf(work, made.id), { protected: true });
  },

  read: async (work, id) => {
    const { project } = await work.call((client, params) => client.getProject(id, params));
    const branch = await defaultBranchOf(work, id);
    const endpoint = await readWriteEndpointOf(work, branch);
    return { inputs: inputsOf(project, branch), outputs: outputsOf(branch, endpoint) };
  },

  update: async (work, id, inputs) => {
    const { operations } = await work.call((client, params) =>
      client.updateProject(id, { project: { name: inputs.name, ...patchOf(inputs) } }, params),
    );
    await work.settle(operations);
    const { name, protected: isProtected } = inputs.defaultBranch ?? {};
    if (name === undefined && isProtected === undefined) return;
    const branch = await defaultBranchOf(work, id);
    await updateBranch(work, branch, { name, protected: isProtected });
  },

  delete: async (work, id) => {
    const branches = await branchesOf(work, id);
    const kept = branches.filter((branch) => branch.protected).map(({ name }) => `"${name}"`);
    if (kept.length > 0) {
      throw new Refusal(
        "precondition failed",
        `Neon was not asked to ${work.what}: its branch ${kept.join(", ")} is protected. Set ` +
          "protected to false and run `pulumi up`, then delete it.",
      );
    }
    await work.call((client, params) => client.deleteProject(id, params));
  },
});

/** What an update and a creation say alike. */
function patchOf(inputs: ProjectInputs): {
  history_retention_seconds?: number;
  default_endpoint_settings?: DefaultEndpointSettings;
  settings?: ProjectSettingsData;
} {
  const { historyRetentionSeconds, defaultEndpointSettings: compute, settings } = inputs;
  return defined({
    history_retention_seconds: historyRetentionSeconds,
    default_endpoint_settings: compute && computeSettingsOf(compute),
    settings: settings && settingsOf(settings),
  });
}

function settingsOf({
  allowedIps,
  quota,
  enableLogicalReplication,
}: NonNullable<ProjectInputs["settings"]>): ProjectSettingsData {
  return defined({
    allowed_ips:
      allowedIps &&
      defined({
        ips: [...allowedIps.ips],
        protected_branches_only: allowedIps.protectedBranchesOnly,
      }),
    quota:
      quota &&
      defined({
        active_time_seconds: quota.activeTimeSeconds,
        compute_time_seconds: quota.computeTimeSeconds,
        logical_size_bytes: quota.logicalSizeBytes,
      }),
    // Neon does not take false for a project on which it was ever true.
    enable_logical_replication: enableLogicalReplication === true ? true : undefined,
  });
}

function inputsOf(project: LiveProject, branch: Branch): Live<ProjectInputs> {
  const { default_endpoint_settings: compute, settings } = project;
  return {
    name: project.name,
    orgId: project.org_id,
    regionId: project.region_id,
    pgVersion: project.pg_version,
    historyRetentionSeconds: project.history_retention_seconds,
    defaultEndpointSettings: computeInputsOf(compute),
    defaultBranch: { name: branch.name, protected: branch.protected },
    settings: {
      allowedIps: {
        ips: settings?.allowed_ips?.ips ?? [],
        protectedBranchesOnly: settings?.allowed_ips?.protected_branches_only ?? false,
      },
      quota: {
        activeTimeSeconds: settings?.quota?.active_time_seconds ?? 0,
        computeTimeSeconds: settings?.quota?.compute_time_seconds ?? 0,
        logicalSizeBytes: settings?.quota?.logical_size_bytes ?? 0,
      },
      enableLogicalReplication: settings?.enable_logical_replication ?? false,
    },
  };
}

function outputsOf(branch: Branch, endpoint: Endpoint | undefined): Partial<ProjectOutputs> {
  return {
    defaultBranchId: branch.id,
    ...(endpoint && {
      defaultEndpointId: endpoint.id,
      host: endpoint.host,
      poolerHost: poolerHostOf(endpoint),
    }),
  };
}
