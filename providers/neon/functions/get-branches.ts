import { branchesOf } from "../resources/branches";
import type { Fields, OutputFields } from "../schema/field";
import type { GetBranchesArgs, GetBranchesResult } from "../sdk/get-branches";
import { required } from "./arguments";
import { branchResultFields, branchResultOf } from "./branch-result";
import { defineFunction } from "./function";
import { resultsOf } from "./results";

const inputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project whose branches are listed.",
    ...required,
  },
} as const satisfies Fields<GetBranchesArgs>;

const outputs = resultsOf(
  "BranchResult",
  "A branch as Neon has it.",
  branchResultFields,
  "Every branch of the project.",
) satisfies OutputFields<GetBranchesResult>;

export const getBranches = defineFunction<GetBranchesArgs, GetBranchesResult>({
  token: "neon:index:getBranches",
  description: "Every branch of a project.",
  inputs,
  outputs,
  what: ({ projectId }) => `list the branches of ${projectId}`,
  answer: async (work, { projectId }) => ({
    results: (await branchesOf(work, projectId)).map(branchResultOf),
  }),
});
