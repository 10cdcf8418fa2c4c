import type { Branch as LiveBranch } from "@neondatabase/api-client";
import type * as pulumi from "@pulumi/pulumi";
import type { CheckProblem } from "../../server/provider";
import type { Fields } from "../schema/field";
import { defined } from "../schema/values";
import type { BranchArgs } from "../sdk/branch";
import { branchIdsOf, deleteBranch, expiryAfter, updateBranch } from "./branches";
import { wherever } from "./import-id";
import { once, settleMade } from "./once";
import { defineResource, type Known, type Live } from "./resource";

export type BranchInputs = pulumi.Unwrap<BranchArgs>;

const branchInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project that holds the branch. A change replaces it.",
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
      "Branch that it starts from. A change replaces it. Default: the project's default branch.",
    change: "replace",
    removal: "kept",
  },
  parentTimestamp: {
    type: { kind: "string", format: "timestamp" },
    description:
      "RFC 3339 time in the parent's history at which it starts; not with `parentLsn`. A change replaces it; adding it to a branch that is there does nothing. Default: the present.",
    change: "replace",
    removal: "kept",
    untold: true,
  },
  parentLsn: {
    type: { kind: "string", minLength: 1 },
    description:
      "Place in the parent's write-ahead log at which it starts, for example `0/1DE2850`; not with `parentTimestamp`. A change replaces it; adding it to a branch that is there does nothing. Default: the present.",
    change: "replace",
    removal: "kept",
    untold: true,
  },
  initSource: {
    type: { kind: "string", values: ["parent-data", "schema-only"] },
    description:
      "`parent-data` starts with the parent's schema and data; `schema-only` makes a root branch with the schema alone (beta; counts against the plan's root branches). A change replaces the branch. Default: `parent-data`.",
    change: "replace",
    default: "parent-data",
  },
  protected: {
    type: { kind: "boolean" },
    description:
      "Whether Neon refuses to delete or reset the branch; 2 branches of a project on the Launch plan, 5 on the Scale plan, none on the Free plan. Default: false.",
    change: "update",
    default: false,
  },
  expiresAt: {
    type: { kind: "string", format: "timestamp" },
    description:
      "RFC 3339 time to the second, at most 30 days ahead, at which Neon removes the branch with its computes; not of one that is protected or the default, or has children. Default: never.",
    change: "update",
    removal: "update",
  },
} as const satisfies Fields<BranchInputs>;

export const branch = defineResource<BranchInputs, object>({
  token: "neon:index:Branch",
  description:
    "A copy-on-write copy of another branch. It has that one's databases and roles, but no compute until an Endpoint is made. Point-in-time restore and snapshots work on root branches only. A deleted branch can be recovered for 7 days. Imported as `<branch id>`, or `<project id>/<branch id>` with a key of one project.",
  inputs: branchInputs,
  outputs: {},

  name: ({ name }) => (name === undefined ? "a branch" : `the branch "${name}"`),

  check: (inputs) => [...checkStart(inputs), ...checkExpiry(inputs)],

  slot: ({ projectId, name }) => [projectId, name],

  create: async (work, inputs) => {
    const { projectId, name } = inputs;
    const branch = defined({
      name,
      parent_id: inputs.parentId,
      parent_lsn: inputs.parentLsn,
      parent_timestamp: inputs.parentTimestamp,
      init_source: inputs.initSource,
      protected: inputs.protected,
      expires_at: inputs.expiresAt,
    });
    const made = await once(work, {
      likeness: ["branch", projectId, name],
      send: (client, params) => client.createProjectBranch(projectId, { branch }, params),
      idOf: (answer) => answer.branch.id,
      alike: () => branchIdsOf(work, projectId, name),
      origin: "a project comes with a branch of its own",
    });
    await settleMade(work, projectId, made);
  },

  read: (work, importId, known) =>
    wherever(work, importId, known.projectId, async ({ projectId, id }) => {
      const { branch } = await work.call((client, params) =>
        client.getProjectBranch(projectId, id, params),
      );
      return { inputs: inputsOf(branch), outputs: {} };
    }),

  update: async (work, id, inputs, olds) => {
    const { projectId, name, protected: isProtected } = inputs;
    await updateBranch(
      work,
      { id, project_id: projectId },
      { name, protected: isProtected, expires_at: expiryAfter(inputs, olds) },
    );
  },

  delete: (work, id, { projectId = "" }) => deleteBranch(work, { projectId, id }),
});

/** A root branch has no parent, wherever its schema came from, and where in its history one starts Neon rounds. */
function inputsOf(branch: LiveBranch): Live<BranchInputs> {
  return {
    projectId: branch.project_id,
    name: branch.name,
    ...(branch.parent_id !== undefined && { parentId: branch.parent_id }),
    initSource: branch.init_source === "schema-only" ? "schema-only" : "parent-data",
    protected: branch.protected,
    expiresAt: branch.expires_at,
  };
}

function checkStart({ parentLsn, parentTimestamp }: Known<BranchInputs>): readonly CheckProblem[] {
  if (parentLsn === undefined) return [];
  const problem = (reason: string) => [{ property: "parentLsn", reason }];
  if (!/^[0-9A-Fa-f]{1,8}\/[0-9A-Fa-f]{1,8}$/.test(parentLsn)) {
    return problem(`is "${parentLsn}"; expected a log sequence number, for example 0/1DE2850`);
  }
  if (parentTimestamp === undefined) return [];
  return problem("is set together with parentTimestamp; set one of the two");
}

/** What is wrong with the date at which a branch is to go. */
export function checkExpiry(
  inputs: Pick<Known<BranchInputs>, "expiresAt" | "protected">,
): readonly CheckProblem[] {
  const { expiresAt } = inputs;
  if (expiresAt === undefined) return [];
  const problem = (reason: string) => [{ property: "expiresAt", reason }];
  return [
    ...(inputs.protected === true
      ? problem(
          "is set on a protected branch, which Neon would not remove; leave out one of the two",
        )
      : []),
    ...(expiresAt.includes(".")
      ? problem(`is "${expiresAt}"; expected a time to the second, without a fraction`)
      : []),
  ];
}
