import type { Endpoint } from "@neondatabase/api-client";
import { poolerHostOf } from "../resources/compute";
import type { Fields, OutputFields } from "../schema/field";
import type { EndpointResult, GetEndpointsArgs, GetEndpointsResult } from "../sdk/get-endpoints";
import { optional, required } from "./arguments";
import { defineFunction } from "./function";
import { resultsOf } from "./results";

const text = { kind: "string" } as const;

const inputs = {
  projectId: {
    type: { ...text, minLength: 1 },
    description: "Project whose computes are listed.",
    ...required,
  },
  branchId: {
    type: { ...text, minLength: 1 },
    description: "The one branch whose computes are listed. Default: every branch.",
    ...optional,
  },
} as const satisfies Fields<GetEndpointsArgs>;

const endpointFields = {
  id: { type: text, description: "Neon's id.", ...required },
  projectId: { type: text, description: "Project that holds it.", ...required },
  branchId: { type: text, description: "Branch that it serves.", ...required },
  type: { type: text, description: "`read_write` or `read_only`.", ...required },
  host: { type: text, description: "Host for direct connections.", ...required },
  poolerHost: {
    type: text,
    description: "Host through Neon's connection pooler (transaction mode).",
    ...required,
  },
} as const satisfies Fields<EndpointResult>;

const outputs = resultsOf(
  "EndpointResult",
  "A compute as Neon has it.",
  endpointFields,
  "Every compute of the project or branch.",
) satisfies OutputFields<GetEndpointsResult>;

export const getEndpoints = defineFunction<GetEndpointsArgs, GetEndpointsResult>({
  token: "neon:index:getEndpoints",
  description: "Every compute of a project, or of one of its branches.",
  inputs,
  outputs,
  what: ({ projectId }) => `list the computes of ${projectId}`,
  answer: async (work, { projectId, branchId }) => {
    const { endpoints } = await work.call((client, params) =>
      branchId === undefined
        ? client.listProjectEndpoints(projectId, params)
        : client.listProjectBranchEndpoints(projectId, branchId, params),
    );
    return { results: endpoints.map(resultOf) };
  },
});

function resultOf(endpoint: Endpoint): EndpointResult {
  return {
    id: endpoint.id,
    projectId: endpoint.project_id,
    branchId: endpoint.branch_id,
    type: endpoint.type,
    host: endpoint.host,
    poolerHost: poolerHostOf(endpoint),
  };
}
