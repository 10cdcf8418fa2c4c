import type { Fields, OutputFields } from "../schema/field";
import { defined } from "../schema/values";
import type { GetConnectionUriArgs, GetConnectionUriResult } from "../sdk/get-connection-uri";
import { optional, required } from "./arguments";
import { defineFunction } from "./function";

const text = { kind: "string", minLength: 1 } as const;

const inputs = {
  projectId: { type: text, description: "Project that holds the branch.", ...required },
  branchId: {
    type: text,
    description: "Branch to connect to. Default: the project's default branch.",
    ...optional,
  },
  endpointId: {
    type: text,
    description: "Compute to connect through. Default: the branch's `read_write` one.",
    ...optional,
  },
  databaseName: { type: text, description: "Database to connect to.", ...required },
  roleName: {
    type: text,
    description: "Role to connect as, which brings its password.",
    ...required,
  },
  pooled: {
    type: { kind: "boolean" },
    description:
      "Whether to go through Neon's connection pooler (transaction mode). Default: false.",
    change: "ignored",
    default: false,
  },
} as const satisfies Fields<GetConnectionUriArgs>;

const outputs = {
  uri: {
    type: { kind: "string" },
    description: "`postgresql://…` with the role's password: secret.",
    secret: true,
  },
} as const satisfies OutputFields<GetConnectionUriResult>;

export const getConnectionUri = defineFunction<GetConnectionUriArgs, GetConnectionUriResult>({
  token: "neon:index:getConnectionUri",
  description:
    "How to connect to a database as a role, with its password; not in a project that stores no passwords.",
  inputs,
  outputs,

  what: ({ databaseName, roleName }) =>
    `tell how to connect to the database "${databaseName}" as "${roleName}"`,

  answer: async (work, { projectId, branchId, endpointId, databaseName, roleName, pooled }) => {
    const { uri } = await work.call((client, params) =>
      client.getConnectionUri(
        defined({
          projectId,
          branch_id: branchId,
          endpoint_id: endpointId,
          database_name: databaseName,
          role_name: roleName,
          pooled,
        }),
        params,
      ),
    );
    return { uri };
  },
});
