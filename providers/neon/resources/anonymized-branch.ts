import type * as pulumi from "@pulumi/pulumi";
import type { Fields, OutputFields } from "../schema/field";
import { defined, isSame } from "../schema/values";
import type { AnonymizedBranchArgs } from "../sdk/anonymized-branch";
import { anonymized, requireAnonymized, startRun, statusAfterRun, statusOf } from "./anonymization";
import { checkExpiry } from "./branch";
import { branchIdsOf, deleteBranch, expiryAfter, updateBranch } from "./branches";
import { wherever } from "./import-id";
import { checkRules, maskingRules, requestOf, ruleOf } from "./masking-rules";
import { once, settleMade } from "./once";
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
    description:
      "RFC 3339 time to the second, at most 30 days ahead, at which Neon removes the branch with its computes. Default: never.",
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
    "A copy of a branch in which columns are masked for good (beta). It is ready once the rules have run, and nobody can connect before. It can't be reset or restored, and Neon makes its compute. Not in a project with an IP allow list or private networking. Imported as `<branch id>`, or `<project id>/<branch id>` with a key of one project.",
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
    const branch = defined({ name, parent_id: parentId, expires_at: expiresAt });
    const request = {
      branch_create: { branch },
      masking_rules: inputs.maskingRules.map(requestOf),
      start_anonymization: true,
    };
    const made = await once(work, {
      likeness: ["branch", projectId, name],
      send: (client, params) => client.createProjectBranchAnonymized(projectId, request, params),
      idOf: (answer) => answer.branch.id,
      alike: () => branchIdsOf(work, projectId, name),
      origin: "a project comes with a branch of its own",
    });
    await settleMade(work, projectId, made);
    const place = { projectId, id: made.id };
    requireAnonymized(work, place, await statusAfterRun(work, place, true));
  },

  read: (work, importId, known) =>
    wherever(work, importId, known.projectId, async ({ projectId, id }) => {
      const { branch } = await work.call((client, params) =>
        client.getProjectBranch(projectId, id, params),
      );
      const { state } = await statusOf(work, { projectId, id });
      const { masking_rules: rules } = await work.call((client, params) =>
        client.getMaskingRules(projectId, id, params),
      );
      return {
        inputs: {
          projectId,
          name: branch.name,
          ...(branch.parent_id !== undefined && { parentId: branch.parent_id }),
          expiresAt: branch.expires_at,
          maskingRules: rules.map(ruleOf),
        },
        outputs: { anonymizationState: state },
      };
    }),

  update: async (work, id, inputs, olds) => {
    const { projectId, name } = inputs;
    const place = { projectId, id };
    await updateBranch(
      work,
      { id: place.id, project_id: projectId },
      { name, expires_at: expiryAfter(inputs, olds) },
    );
    const { masking_rules: rules } = await work.call((client, params) =>
      client.getMaskingRules(projectId, place.id, params),
    );
    const isSaid = (others: unknown) => isSame(maskingRules.type, others, inputs.maskingRules);
    const isSet = isSaid(rules.map(ruleOf));
    const { state } = await statusAfterRun(work, place, false);
    // Rules that an update before this one has set, it may not have run.
    if (isSet && isSaid(olds.maskingRules) && state === anonymized) return;
    if (!isSet) {
      await work.call((client, params) =>
        client.updateMaskingRules(
          projectId,
          place.id,
          { masking_rules: inputs.maskingRules.map(requestOf) },
          params,
        ),
      );
    }
    await startRun(work, place);
    requireAnonymized(work, place, await statusAfterRun(work, place, false));
  },

  delete: (work, id, { projectId = "" }) => deleteBranch(work, { projectId, id }),
});
