import type { ProjectListItem } from "@neondatabase/api-client";
import { projectsOf } from "../resources/projects";
import type { Fields, OutputFields } from "../schema/field";
import { defined } from "../schema/values";
import type { GetProjectsArgs, GetProjectsResult, ProjectResult } from "../sdk/get-projects";
import { optional, required } from "./arguments";
import { defineFunction } from "./function";
import { resultsOf } from "./results";

const text = { kind: "string" } as const;

const inputs = {
  orgId: {
    type: { ...text, minLength: 1 },
    description:
      "Organisation whose projects are listed. Default: the provider's, or else the one that its key belongs to.",
    ...optional,
  },
} as const satisfies Fields<GetProjectsArgs>;

const projectFields = {
  id: { type: text, description: "Neon's id.", ...required },
  name: { type: text, description: "Name, which others may have too.", ...required },
  orgId: {
    type: text,
    description: "Organisation that owns it; a personal project has none.",
    ...optional,
  },
  regionId: {
    type: text,
    description: "Region that it is in, for example `aws-eu-central-1`.",
    ...required,
  },
  pgVersion: {
    type: { kind: "integer" },
    description: "Major version of Postgres.",
    ...required,
  },
} as const satisfies Fields<ProjectResult>;

const outputs = resultsOf(
  "ProjectResult",
  "A project as Neon has it.",
  projectFields,
  "Every project of the organisation.",
) satisfies OutputFields<GetProjectsResult>;

export const getProjects = defineFunction<GetProjectsArgs, GetProjectsResult>({
  token: "neon:index:getProjects",
  description: "Every project of an organisation.",
  inputs,
  outputs,
  what: ({ orgId }) => `list the projects${orgId === undefined ? "" : ` of ${orgId}`}`,
  answer: async (work, { orgId = work.api.orgId }) => ({
    results: (await projectsOf(work, orgId)).map(resultOf),
  }),
});

function resultOf(project: ProjectListItem): ProjectResult {
  return defined({
    id: project.id,
    name: project.name,
    orgId: project.org_id,
    regionId: project.region_id,
    pgVersion: project.pg_version,
  });
}
