import type * as pulumi from "@pulumi/pulumi";
import type { Fields, OutputFields } from "../schema/field";
import { defined, isSame } from "../schema/values";
import type { AnonymizedBranchArgs } from "../sdk/anonymized-branch";
import { anonymized, requireAnonymized, statusAfterRun, statusOf } from "./anonymization";
import { checkExpiry } from "./branch";
import { deleteBranch, updateBranch } from "./branches";
import { placeOf } from "./import-id";
import { checkRules, maskingRules, requestOf, ruleOf } from "./masking-rules";
import { defineResource } from "./resource";

export type AnonymizedBranchInputs = pulumi.Unwrap<AnonymizedBranchArgs>;

interface AnonymizedBranchOutputs {
  readonly anonymizationState: string;
}

const anonymizedBranchInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description:
      "Project that holds the branch; it may have neither an IP allow list nor private networking. A change replaces the branch.",
    change: "replace",
    required: true,
  },
  name: {
    type: { kind: "string", minLength: 1, maxLength: 256 },
    description: "Name, 1 to 256 characters, unique in the project.",
    change: "update",
    required: true,
  },
  parentId: {
    type: { kind: "string", minLength: 1 },
    description:
      "Branch whose data is copied and masked. A change replaces the branch. Default: the project's default branch.",
    change: "replace",
    removal: "kept",
  },
  expiresAt: {
    type: { kind: "string", format: "timestamp" },
    description: "RFC 3339 time to the second at which Neon removes the branch. Default: never.",
    change: "update",
    removal: "update",
  },
  maskingRules,
} as const satisfies Fields<AnonymizedBranchInputs>;

const anonymizedBranchOutputs = {
  anonymizationState: {
    type: { kind: "string" },
    description: "`anonymized` when the last run of the rules succeeded; `error` when it did not.",
    volatile: true,
  },
} as const satisfies OutputFields<AnonymizedBranchOutputs>;

export const anonymizedBranch = defineResource<AnonymizedBranchInputs, AnonymizedBranchOutputs>({
  token: "neon:index:AnonymizedBranch",
  description:
    "A copy of a branch in which columns are masked for good (beta). It is ready once the rules have run, and nobody can connect before. It can't be reset or restored, and Neon makes its compute. Not in a project with an IP allow list or private networking. Imported as `<project id>/<branch id>`.",
  inputs: anonymizedBranchInputs,
  outputs: anonymizedBranchOutputs,

  name: ({ name }) =>
    name === undefined ? "an anonymized branch" : `the anonymized branch "${name}"`,

  check: (inputs) => [
    ...checkRules(inputs.maskingRules),
    ...checkExpiry({ expiresAt: inputs.expiresAt }),
  ],

  ask: async (work, { projectId }) => {
    if (projectId === undefined) return [];
    const { project } = await work.call((client, params) => client.getProject(projectId, params));
    const { endpoints } = await work.call((client, params) =>
      client.listProjectVpcEndpoints(projectId, params),
    );
    const obstacles = [
      ...((project.settings?.allowed_ips?.ips?.length ?? 0) > 0 ? ["an IP allow list"] : []),
      ...(project.settings?.block_public_connections === true
        ? ["public connections blocked"]
        : []),
      ...(endpoints.length > 0 ? ["VPC endpoints assigned"] : []),
    ];
    return obstacles.map((obstacle) => ({
      property: "projectId",
      reason: `is ${projectId}, which has ${obstacle}; Neon anonymizes branches of other projects only`,
    }));
  },

  slot: ({ projectId, name }) => [projectId, name],

  create: async (work, inputs) => {
    const { projectId, name, parentId, expiresAt } = inputs;
    const made = await work.call((client, params) =>
      client.createProjectBranchAnonymized(
        projectId,
        {
          branch_create: { branch: defined({ name, parent_id: parentId, expires_at: expiresAt }) },
          masking_rules: inputs.maskingRules.map(requestOf),
          start_anonymization: true,
        },
        params,
      ),
    );
    work.made(made.branch.id);
    await work.settle(made.operations);
    const place = { projectId, id: made.branch.id };
    requireAnonymized(work, place, await statusAfterRun(work, place, true));
  },

  read: async (work, id, known) => {
    const place = placeOf(id, known.projectId);
    const { branch } = await work.call((client, params) =>
      client.getProjectBranch(place.projectId, place.id, params),
    );
    const { state } = await statusOf(work, place);
    const { masking_rules: rules } = await work.call((client, params) =>
      client.getMaskingRules(place.projectId, place.id, params),
    );
    return {
      id: branch.id,
      inputs: {
        projectId: place.projectId,
        name: branch.name,
        ...(branch.parent_id !== undefined && { parentId: branch.parent_id }),
        expiresAt: branch.expires_at,
        maskingRules: rules.map(ruleOf),
      },
      outputs: { anonymizationState: state },
    };
  },

  update: async (work, id, inputs, olds) => {
    const { projectId, name, expiresAt } = inputs;
    const place = placeOf(id, projectId);
    const isWithdrawn = expiresAt === undefined && olds.expiresAt !== undefined;
    await updateBranch(
      work,
      { id: place.id, project_id: projectId },
      { name, expires_at: isWithdrawn ? null : expiresAt },
    );
    const { masking_rules: rules } = await work.call((client, params) =>
      client.getMaskingRules(projectId, place.id, params),
    );
    const isAsSaid = isSame(maskingRules.type, rules.map(ruleOf), inputs.maskingRules);
    const { state } = await statusAfterRun(work, place, false);
    if (isAsSaid && state === anonymized) return;
    if (!isAsSaid) {
      await work.call((client, params) =>
        client.updateMaskingRules(
          projectId,
          place.id,
          { masking_rules: inputs.maskingRules.map(requestOf) },
          params,
        ),
      );
    }
    await work.call((client, params) => client.startAnonymization(projectId, place.id, params));
    requireAnonymized(work, place, await statusAfterRun(work, place, false));
  },

  delete: (work, id, known) => deleteBranch(work, placeOf(id, known.projectId)),
});
