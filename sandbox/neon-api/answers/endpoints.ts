import { EndpointState, EndpointType, OperationAction } from "@neondatabase/api-client";
import { alreadyGone, type Answers } from "../answer";
import { checkCompute } from "../plans";
import { NeonRefusal } from "../refusal";

export const endpointAnswers = {
  createProjectEndpoint: (neon, { path, body: { endpoint: wanted } }) => {
    const project = neon.project(path.project_id ?? "");
    const { branch } = project.branch(wanted.branch_id);
    if (wanted.region_id !== undefined && wanted.region_id !== project.project.region_id) {
      throw new NeonRefusal(400, "the endpoint's region must be the project's");
    }
    project.checkEndpoint(branch.id, wanted);
    const endpoint = project.addEndpoint(branch.id, wanted);
    return {
      endpoint,
      operations: project.operations.schedule(
        project.moveEndpoint(endpoint, OperationAction.StartCompute),
      ),
    };
  },

  listProjectEndpoints: (neon, { path }) => ({
    endpoints: [...neon.project(path.project_id ?? "").endpoints.values()],
  }),

  listProjectBranchEndpoints: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    return { endpoints: project.endpointsOf(project.branch(path.branch_id ?? "").branch.id) };
  },

  getProjectEndpoint: (neon, { path }) => ({
    endpoint: neon.project(path.project_id ?? "").endpoint(path.endpoint_id ?? ""),
  }),

  updateProjectEndpoint: (neon, { path, body: { endpoint: wanted } }) => {
    const project = neon.project(path.project_id ?? "");
    const endpoint = project.endpoint(path.endpoint_id ?? "");
    // Deprecated, and still done.
    const { branch_id: destination } = wanted as { branch_id?: string };
    if (destination !== undefined && destination !== endpoint.branch_id) {
      project.checkEndpoint(project.branch(destination).branch.id, endpoint);
    }
    checkCompute(neon.limits, { ...endpoint, ...wanted });
    Object.assign(endpoint, wanted);
    return {
      endpoint,
      operations: project.operations.schedule(
        project.moveEndpoint(
          endpoint,
          endpoint.disabled ? OperationAction.SuspendCompute : OperationAction.ApplyConfig,
          endpoint.disabled ? EndpointState.Idle : EndpointState.Active,
        ),
      ),
    };
  },

  deleteProjectEndpoint: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const id = path.endpoint_id ?? "";
    if (!project.endpoints.has(id)) return alreadyGone;
    const endpoint = project.endpoint(id);
    const { branch, anonymization } = project.branch(endpoint.branch_id);
    if (branch.protected) {
      throw new NeonRefusal(422, "cannot delete the compute of a protected branch");
    }
    if (anonymization !== undefined && endpoint.type === EndpointType.ReadWrite) {
      throw new NeonRefusal(422, "cannot delete the read-write compute of an anonymized branch");
    }
    project.endpoints.delete(id);
    return {
      endpoint,
      operations: project.operations.schedule(
        project.moveEndpoint(endpoint, OperationAction.SuspendCompute, EndpointState.Idle),
      ),
    };
  },

  startProjectEndpoint: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const endpoint = project.endpoint(path.endpoint_id ?? "");
    if (endpoint.disabled) throw new NeonRefusal(422, "the endpoint is disabled");
    return {
      endpoint,
      operations: project.operations.schedule(
        project.moveEndpoint(endpoint, OperationAction.StartCompute),
      ),
    };
  },

  suspendProjectEndpoint: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const endpoint = project.endpoint(path.endpoint_id ?? "");
    return {
      endpoint,
      operations: project.operations.schedule(
        project.moveEndpoint(endpoint, OperationAction.SuspendCompute, EndpointState.Idle),
      ),
    };
  },

  restartProjectEndpoint: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const endpoint = project.endpoint(path.endpoint_id ?? "");
    return {
      endpoint,
      operations: project.operations.schedule(
        project.moveEndpoint(endpoint, OperationAction.SuspendCompute, EndpointState.Idle),
        project.moveEndpoint(endpoint, OperationAction.StartCompute),
      ),
    };
  },
} satisfies Answers;
