import type { ModelRequest, ResourceModels } from "./model";

export const resourceModels: ResourceModels = {
  "neon:index:Project": (request) => ({
    id: `still-field-${digits(request, 8)}`,
    outputs: {
      defaultBranchId: `br-quiet-river-${digits(request, 8, "branch")}`,
      defaultEndpointId: endpointId(request),
      ...hosts(request, String(request.inputs.regionId)),
    },
  }),
  "neon:index:Branch": (request) => ({ id: `br-small-brook-${digits(request, 8)}` }),
  "neon:index:Endpoint": (request) => ({
    id: endpointId(request),
    outputs: hosts(request, "aws-eu-central-1"),
  }),
  "neon:index:Role": (request) => ({
    id: within(request, String(request.inputs.name)),
    outputs: { password: `npg_${request.hex(24, "password")}` },
    secretOutputs: ["password"],
  }),
  "neon:index:Database": (request) => ({ id: within(request, String(request.inputs.name)) }),
  "neon:index:SnapshotSchedule": (request) => ({
    id: within(request, "snapshot-schedule"),
  }),
};

function endpointId(request: ModelRequest): string {
  return `ep-green-lake-${digits(request, 8, "endpoint")}`;
}

/** Neon puts the region before its domain, and `-pooler` behind the endpoint's id for pooled connections. */
function hosts(request: ModelRequest, regionId: string): Record<string, string> {
  const domain = `${regionId.replace(/^aws-/, "")}.aws.neon.tech`;
  const id = endpointId(request);
  return { host: `${id}.${domain}`, poolerHost: `${id}-pooler.${domain}` };
}

/** The id of what has none of its own in Neon's API: its path below the project. */
function within(request: ModelRequest, name: string): string {
  return `${String(request.inputs.projectId)}/${String(request.inputs.branchId)}/${name}`;
}

function digits(request: ModelRequest, length: number, salt = ""): string {
  return String(BigInt(`0x1${request.hex(16, salt)}`)).slice(-length);
}
