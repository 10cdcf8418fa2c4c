import { type Endpoint as LiveEndpoint, EndpointType } from "@neondatabase/api-client";
import type * as pulumi from "@pulumi/pulumi";
import type { Fields, OutputFields } from "../schema/field";
import type { EndpointArgs } from "../sdk/endpoint";
import {
  checkCompute,
  computeFields,
  computeInputsOf,
  type ComputeSettings,
  computeSettingsOf,
  endpointsOf,
  poolerHostOf,
} from "./compute";
import { wherever } from "./import-id";
import { once, settleMade } from "./once";
import { defineResource, type Known, type Live } from "./resource";
import type { Work } from "./work";

export type EndpointInputs = pulumi.Unwrap<EndpointArgs>;

interface EndpointOutputs {
  readonly host: string;
  readonly poolerHost: string;
}

const endpointInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project that holds the branch. A change replaces the compute.",
    change: "replace",
    required: true,
  },
  branchId: {
    type: { kind: "string", minLength: 1 },
    description: "Branch that it serves. A change replaces the compute.",
    change: "replace",
    required: true,
  },
  type: {
    type: { kind: "string", values: ["read_write", "read_only"] },
    description:
      "A branch has one `read_write` compute and any number of `read_only` ones. A change replaces the compute.",
    change: "replace",
    required: true,
  },
  autoscalingLimitMinCu: {
    ...computeFields.autoscalingLimitMinCu,
    description: `${computeFields.autoscalingLimitMinCu.description} Default: the project's.`,
    removal: "update",
  },
  autoscalingLimitMaxCu: {
    ...computeFields.autoscalingLimitMaxCu,
    description: `${computeFields.autoscalingLimitMaxCu.description} Default: the project's.`,
    removal: "update",
  },
  suspendTimeoutSeconds: {
    ...computeFields.suspendTimeoutSeconds,
    description: `${computeFields.suspendTimeoutSeconds.description} Default: the project's.`,
    removal: "update",
  },
} as const satisfies Fields<EndpointInputs>;

const endpointOutputs = {
  host: { type: { kind: "string" }, description: "Host for direct connections." },
  poolerHost: {
    type: { kind: "string" },
    description: "Host through Neon's connection pooler (transaction mode).",
  },
} as const satisfies OutputFields<EndpointOutputs>;

export const endpoint = defineResource<EndpointInputs, EndpointOutputs>({
  token: "neon:index:Endpoint",
  description:
    "A compute: the Postgres server of a branch. Imported as `<endpoint id>`, or `<project id>/<endpoint id>` with a key of one project.",
  inputs: endpointInputs,
  outputs: endpointOutputs,

  name: ({ type, branchId }) =>
    `the ${type === "read_only" ? "read-only " : ""}compute of ${branchId ?? "a branch"}`,

  check: (inputs) => checkCompute(inputs),

  slot: ({ projectId, branchId, type }) =>
    type === "read_write" ? [projectId, branchId, type] : undefined,

  create: async (work, inputs) => {
    const { projectId, branchId, type } = inputs;
    const endpoint = {
      branch_id: branchId,
      type: endpointTypes[type],
      ...computeSettingsOf(inputs),
    };
    const made = await once(work, {
      likeness: ["endpoint", projectId, branchId, type],
      send: (client, params) => client.createProjectEndpoint(projectId, { endpoint }, params),
      idOf: (answer) => answer.endpoint.id,
      alike: async () =>
        (await endpointsOf(work, projectId, branchId))
          .filter((each) => each.type === endpoint.type)
          .map((each) => each.id),
      origin: "a project comes with a compute of its default branch",
    });
    await settleMade(work, projectId, made);
  },

  read: (work, importId, known) =>
    wherever(work, importId, known.projectId, async ({ projectId, id }) => {
      const { endpoint } = await work.call((client, params) =>
        client.getProjectEndpoint(projectId, id, params),
      );
      return {
        inputs: inputsOf(endpoint),
        outputs: { host: endpoint.host, poolerHost: poolerHostOf(endpoint) },
      };
    }),

  update: async (work, id, inputs, olds) => {
    const settings = { ...(await inherited(work, inputs, olds)), ...computeSettingsOf(inputs) };
    const { operations } = await work.call((client, params) =>
      client.updateProjectEndpoint(inputs.projectId, id, { endpoint: settings }, params),
    );
    await work.settle(operations);
  },

  delete: async (work, id, { projectId = "" }) => {
    const { operations } = await work.call((client, params) =>
      client.deleteProjectEndpoint(projectId, id, params),
    );
    await work.settle(operations);
  },
});

const endpointTypes = {
  read_only: EndpointType.ReadOnly,
  read_write: EndpointType.ReadWrite,
} as const satisfies Record<EndpointInputs["type"], EndpointType>;

/** The project's values for what the program has stopped to say. */
async function inherited(
  work: Work,
  news: Known<EndpointInputs>,
  olds: Known<EndpointInputs>,
): Promise<ComputeSettings> {
  const [said, saysNow] = [computeSettingsOf(olds), computeSettingsOf(news)];
  const withdrawn = Object.keys(said).filter((key) => !(key in saysNow));
  if (withdrawn.length === 0) return {};
  const { project } = await work.call((client, params) =>
    client.getProject(news.projectId ?? "", params),
  );
  return Object.fromEntries(
    Object.entries(project.default_endpoint_settings ?? {}).filter(([key]) =>
      withdrawn.includes(key),
    ),
  );
}

function inputsOf(endpoint: LiveEndpoint): Live<EndpointInputs> {
  return {
    projectId: endpoint.project_id,
    branchId: endpoint.branch_id,
    type: endpoint.type === EndpointType.ReadOnly ? "read_only" : "read_write",
    ...computeInputsOf(endpoint),
  };
}
