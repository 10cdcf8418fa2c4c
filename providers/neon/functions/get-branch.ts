import type { Branch } from "@neondatabase/api-client";
import { Refusal } from "../../server/provider";
import { branchesOf, defaultBranchOf } from "../resources/branches";
import type { Work } from "../resources/work";
import type { Fields, OutputFields } from "../schema/field";
import type { GetBranchArgs, GetBranchResult } from "../sdk/get-branch";
import { optional, required } from "./arguments";
import { branchResultFields, branchResultOf } from "./branch-result";
import { defineFunction } from "./function";

const text = { kind: "string", minLength: 1 } as const;

const inputs = {
  projectId: { type: text, description: "Project that holds the branch.", ...required },
  branchId: {
    type: text,
    description:
      "Neon's id of the branch; not with `name`. Default: the branch `name`, or else the project's default branch.",
    ...optional,
  },
  name: {
    type: text,
    description:
      "Name of the branch; not with `branchId`. Default: the branch `branchId`, or else the project's default branch.",
    ...optional,
  },
} as const satisfies Fields<GetBranchArgs>;

const outputs = {
  ...branchResultFields,
  parentId: { ...branchResultFields.parentId, optional: true },
  expiresAt: { ...branchResultFields.expiresAt, optional: true },
} as const satisfies OutputFields<GetBranchResult>;

export const getBranch = defineFunction<GetBranchArgs, GetBranchResult>({
  token: "neon:index:getBranch",
  description: "A branch by its id or its name, or a project's default branch.",
  inputs,
  outputs,

  what: ({ projectId, branchId, name = branchId }) =>
    `describe ${name === undefined ? "the default branch" : `the branch "${name}"`} of ${projectId}`,

  answer: async (work, args) => branchResultOf(await found(work, args)),
});

/** @throws Refusal when there is no such branch. */
async function found(work: Work, { projectId, branchId, name }: GetBranchArgs): Promise<Branch> {
  if (branchId !== undefined && name !== undefined) {
    const message = "neon:index:getBranch: name is set together with branchId; set one of the two";
    throw new Refusal("invalid", message);
  }
  if (branchId !== undefined) {
    const { branch } = await work.call((client, params) =>
      client.getProjectBranch(projectId, branchId, params),
    );
    return branch;
  }
  if (name === undefined) return defaultBranchOf(work, projectId);
  const branch = (await branchesOf(work, projectId)).find((each) => each.name === name);
  if (branch !== undefined) return branch;
  const message = `Neon has no branch "${name}" in the project ${projectId}. Check the name in its console.`;
  throw new Refusal("not found", message);
}
