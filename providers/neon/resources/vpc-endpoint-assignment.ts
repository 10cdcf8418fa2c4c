import type * as pulumi from "@pulumi/pulumi";
import type { Fields } from "../schema/field";
import type { VpcEndpointAssignmentArgs } from "../sdk/vpc-endpoint-assignment";
import { placeOf } from "./import-id";
import { defineResource } from "./resource";
import type { Work } from "./work";

export type VpcEndpointAssignmentInputs = pulumi.Unwrap<VpcEndpointAssignmentArgs>;

const vpcEndpointAssignmentInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project that is restricted. A change replaces the assignment.",
    change: "replace",
    required: true,
  },
  vpcEndpointId: {
    type: { kind: "string", minLength: 1 },
    description:
      "Id of the AWS VPC endpoint, for example `vpce-1234567890abcdef0`; the organisation has to have it in the project's region. A change replaces the assignment.",
    change: "replace",
    required: true,
  },
  label: {
    type: { kind: "string", minLength: 1 },
    description: "What Neon's console shows it as.",
    change: "update",
    required: true,
  },
} as const satisfies Fields<VpcEndpointAssignmentInputs>;

export const vpcEndpointAssignment = defineResource<VpcEndpointAssignmentInputs, object>({
  token: "neon:index:VpcEndpointAssignment",
  description:
    "Restricts a project's private connections to a VPC endpoint of its organisation (Scale plan). With none assigned, every VPC endpoint of the organisation may connect. An endpoint that is assigned already is adopted. Not together with anonymized branches. Imported as `<project id>/<VPC endpoint id>`.",
  inputs: vpcEndpointAssignmentInputs,
  outputs: {},

  name: ({ vpcEndpointId }) => `the assignment of ${vpcEndpointId ?? "a VPC endpoint"}`,

  slot: ({ projectId, vpcEndpointId }) => [projectId, vpcEndpointId],

  create: async (work, inputs) => {
    await assign(work, inputs);
    work.made(`${inputs.projectId}/${inputs.vpcEndpointId}`);
  },

  read: async (work, id) => {
    const { projectId, id: vpcEndpointId } = placeOf(id);
    const { endpoints } = await work.call((client, params) =>
      client.listProjectVpcEndpoints(projectId, params),
    );
    const found = endpoints.find((each) => each.vpc_endpoint_id === vpcEndpointId);
    return found && { inputs: { projectId, vpcEndpointId, label: found.label }, outputs: {} };
  },

  update: (work, _, inputs) => assign(work, inputs),

  delete: async (work, id) => {
    const { projectId, id: vpcEndpointId } = placeOf(id);
    await work.call((client, params) =>
      client.deleteProjectVpcEndpoint(projectId, vpcEndpointId, params),
    );
  },
});

/** Sets it, or the label of one that is set. */
async function assign(work: Work, inputs: VpcEndpointAssignmentInputs): Promise<void> {
  const { projectId, vpcEndpointId, label } = inputs;
  await work.repeat((client, params) =>
    client.assignProjectVpcEndpoint(projectId, vpcEndpointId, { label }, params),
  );
}
