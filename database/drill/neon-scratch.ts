import { EndpointType } from "@neondatabase/api-client";
import type { NeonApi } from "../../providers/neon/api/neon-api";
import { awaitOperations } from "../../providers/neon/api/operations";
import { BackupError } from "../backup/backup-error";
import { type Connection, connected, databaseBeside, parseConnection } from "../server/connection";
import type { WithScratch } from "./scratch";

/** Neon takes the branch away itself where a drill was killed. */
const hoursLeft = 12;
const emptyDatabase = "drill";

export interface NeonPlace {
  readonly projectName: string;
  /** Default: found by its name, which not every key may do. */
  readonly projectId?: string | undefined;
  readonly organizationId: string;
  readonly database: string;
}

/**
 * A branch of an environment's project at the moment, with an empty database beside the branch's own. It costs what changes in it,
 * and no connection reaches production's data through it.
 *
 * @param reached - for tests, whose branches have no server.
 */
export function neonScratch(
  api: NeonApi,
  place: NeonPlace,
  reached: (connection: Connection) => Connection = (connection) => connection,
): WithScratch {
  return async (moment, work) => {
    const { signal } = new AbortController();
    const what = `make a branch of ${place.projectName} at ${moment}`;
    const projectId = await projectOf(api, place, signal);
    const settle = (operations: Parameters<typeof awaitOperations>[2]) =>
      awaitOperations(api, what, operations, api.timing, signal, () => undefined);
    const made = await api.call(what, signal, (client, params) =>
      client.createProjectBranch(
        projectId,
        {
          branch: {
            name: `drill-${moment}`,
            parent_timestamp: moment,
            expires_at: expiry(api.clock.now()),
          },
          endpoints: [{ type: EndpointType.ReadWrite }],
        },
        params,
      ),
    );
    try {
      await settle(made.operations);
      const uri = made.connection_uris?.find(
        ({ connection_parameters }) => connection_parameters.database === place.database,
      )?.connection_uri;
      const pointInTime = reached(parseConnection("Neon's answer", uri ?? ""));
      await connected(pointInTime, (sql) => sql`CREATE DATABASE ${sql(emptyDatabase)}`);
      return await work({ pointInTime, empty: databaseBeside(pointInTime, emptyDatabase) });
    } finally {
      const gone = await api.call(`delete the branch drill-${moment}`, signal, (client, params) =>
        client.deleteProjectBranch({ projectId, branchId: made.branch.id }, params),
      );
      await settle(gone.operations);
    }
  };
}

function expiry(now: number): string {
  return new Date(now + hoursLeft * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Its id, by its name where none is known. */
export async function projectOf(
  api: NeonApi,
  place: NeonPlace,
  signal: AbortSignal,
): Promise<string> {
  const { projectName: name, organizationId } = place;
  if (place.projectId !== undefined) return place.projectId;
  const { projects } = await api.call(`find the project ${name}`, signal, (client, params) =>
    client.listProjects({ org_id: organizationId, search: name, limit: 400 }, params),
  );
  const [found, another] = projects.filter((project) => project.name === name);
  if (found !== undefined && another === undefined) return found.id;
  const count = found === undefined ? "no project" : "several projects";
  throw new BackupError(`Neon has ${count} called ${name} in ${organizationId}: expected one`);
}
