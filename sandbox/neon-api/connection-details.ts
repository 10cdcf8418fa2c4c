import type { ConnectionDetails, Endpoint } from "@neondatabase/api-client";
import type { EmulatedBranch } from "./emulated-branch";

/** How to reach each database of a branch as its owner. */
export function connectionDetails(branch: EmulatedBranch, endpoint: Endpoint): ConnectionDetails[] {
  return [...branch.content.databases.values()].map(({ name, owner_name }) => {
    const { password } = branch.role(owner_name);
    return {
      connection_uri: connectionUri(endpoint.host, name, owner_name, password),
      connection_parameters: {
        database: name,
        role: owner_name,
        password,
        host: endpoint.host,
        pooler_host: poolerHostOf(endpoint),
      },
    };
  });
}

/** The pooler answers under the compute's id with `-pooler` behind it. */
export function poolerHostOf({ id, host }: Endpoint): string {
  return host.replace(id, `${id}-pooler`);
}

export function connectionUri(
  host: string,
  database: string,
  role: string,
  password: string,
): string {
  const [user, name] = [role, database].map(encodeURIComponent);
  return `postgresql://${user ?? ""}:${password}@${host}/${name ?? ""}?sslmode=require&channel_binding=require`;
}
