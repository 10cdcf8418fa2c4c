import type { Answers } from "../answer";
import type { NeonState } from "../neon-state";
import { NeonRefusal, notFound } from "../refusal";

export const vpcEndpointAnswers = {
  listOrganizationVpcEndpointsAllRegions: (neon) => ({
    endpoints: [...neon.vpcEndpoints].map(([vpc_endpoint_id, { label, regionId }]) => ({
      vpc_endpoint_id,
      label,
      region_id: regionId,
    })),
  }),

  listOrganizationVpcEndpoints: (neon, { path }) => ({
    endpoints: [...neon.vpcEndpoints]
      .filter(([, { regionId }]) => regionId === path.region_id)
      .map(([vpc_endpoint_id, { label }]) => ({ vpc_endpoint_id, label })),
  }),

  getOrganizationVpcEndpointDetails: (neon, { path }) => {
    const id = path.vpc_endpoint_id ?? "";
    const endpoint = neon.vpcEndpoints.get(id);
    if (endpoint?.regionId !== path.region_id) throw notFound("VPC endpoint");
    const restricted = [...neon.projects.values()].filter(({ vpcEndpoints }) =>
      vpcEndpoints.has(id),
    );
    return {
      vpc_endpoint_id: id,
      label: endpoint?.label ?? "",
      state: "accepted",
      num_restricted_projects: restricted.length,
      example_restricted_projects: restricted.slice(0, 3).map((project) => project.id),
    };
  },

  assignOrganizationVpcEndpoint: (neon, { path, body: { label } }) => {
    refusePlan(neon);
    const id = path.vpc_endpoint_id ?? "";
    if (neon.removedVpcEndpoints.has(id)) {
      throw new NeonRefusal(422, "a VPC endpoint that was deleted cannot be added back");
    }
    neon.vpcEndpoints.set(id, { regionId: path.region_id ?? "", label });
  },

  deleteOrganizationVpcEndpoint: (neon, { path }) => {
    const id = path.vpc_endpoint_id ?? "";
    if (!neon.vpcEndpoints.delete(id)) throw notFound("VPC endpoint");
    neon.removedVpcEndpoints.add(id);
  },

  listProjectVpcEndpoints: (neon, { path }) => ({
    endpoints: [...neon.project(path.project_id ?? "").vpcEndpoints].map(
      ([vpc_endpoint_id, label]) => ({ vpc_endpoint_id, label }),
    ),
  }),

  assignProjectVpcEndpoint: (neon, { path, body: { label } }) => {
    refusePlan(neon);
    const { project, vpcEndpoints } = neon.project(path.project_id ?? "");
    const id = path.vpc_endpoint_id ?? "";
    if (neon.vpcEndpoints.get(id)?.regionId !== project.region_id) {
      throw new NeonRefusal(
        422,
        "the VPC endpoint is not assigned to the project's organization in its region",
      );
    }
    vpcEndpoints.set(id, label);
  },

  deleteProjectVpcEndpoint: (neon, { path }) => {
    const { vpcEndpoints } = neon.project(path.project_id ?? "");
    if (!vpcEndpoints.delete(path.vpc_endpoint_id ?? "")) throw notFound("VPC endpoint");
  },
} satisfies Answers;

function refusePlan({ limits }: NeonState): void {
  if (!limits.networking) {
    throw new NeonRefusal(422, "private networking is not available on your plan");
  }
}
