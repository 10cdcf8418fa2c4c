import type { Branch } from "@neondatabase/api-client";
import type { Fields } from "../schema/field";
import { defined } from "../schema/values";
import type { GetBranchResult } from "../sdk/get-branch";
import { optional, required } from "./arguments";

const text = { kind: "string" } as const;
const truth = { kind: "boolean" } as const;

export const branchResultFields = {
  id: { type: text, description: "Neon's id.", ...required },
  projectId: { type: text, description: "Project that holds it.", ...required },
  name: { type: text, description: "Name, unique in the project.", ...required },
  parentId: {
    type: text,
    description: "Branch that it started from; a root branch has none.",
    ...optional,
  },
  initSource: { type: text, description: "`parent-data` or `schema-only`.", ...required },
  default: {
    type: truth,
    description: "Whether it is the project's default branch.",
    ...required,
  },
  protected: {
    type: truth,
    description: "Whether Neon refuses to delete or reset it.",
    ...required,
  },
  expiresAt: {
    type: text,
    description: "RFC 3339 time at which Neon removes it.",
    ...optional,
  },
} as const satisfies Fields<GetBranchResult>;

export function branchResultOf(branch: Branch): GetBranchResult {
  return defined({
    id: branch.id,
    projectId: branch.project_id,
    name: branch.name,
    parentId: branch.parent_id,
    initSource: branch.init_source ?? "parent-data",
    default: branch.default,
    protected: branch.protected,
    expiresAt: branch.expires_at,
  });
}
