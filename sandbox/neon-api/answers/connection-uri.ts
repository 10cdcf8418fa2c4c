import type { Answers } from "../answer";
import { connectionUri, poolerHostOf } from "../connection-details";
import { NeonRefusal, notFound } from "../refusal";

export const connectionUriAnswers = {
  getConnectionUri: (neon, { path, query }) => {
    const project = neon.project(path.project_id ?? "");
    const stored =
      query.branch_id === undefined ? project.defaultBranch : project.branch(query.branch_id);
    const endpoint =
      query.endpoint_id === undefined
        ? project.readWriteEndpoint(stored.branch.id)
        : project.endpoint(query.endpoint_id);
    if (endpoint?.branch_id !== stored.branch.id) throw notFound("endpoint");
    const { name } = stored.database(query.database_name ?? "");
    const { role, password } = stored.role(query.role_name ?? "");
    if (!project.project.store_passwords) {
      throw new NeonRefusal(412, "storing passwords is disabled");
    }
    const host = query.pooled === "true" ? poolerHostOf(endpoint) : endpoint.host;
    return { uri: connectionUri(host, name, role.name, password) };
  },
} satisfies Answers;
