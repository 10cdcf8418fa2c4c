import { makeNeonDatabase } from "../../database/scratch/neon-database";
import { type ScratchServer, startServer } from "../../database/scratch/server";
import { parseConnection } from "../../database/server/connection";
import { ObjectStore } from "../../sandbox/cloud/object-store";

/**
 * Puts a PostgreSQL behind the database that an emulated Neon has made, with the login that migrates it.
 *
 * @param clouds - folder of the emulated clouds.
 * @returns nothing where no PostgreSQL is installed.
 */
export async function databaseBehind(clouds: string): Promise<ScratchServer | undefined> {
  const url = new ObjectStore(clouds)
    .everything()
    .map(([, { properties }]) => String(properties.secretString))
    .find((text) => text.startsWith("postgresql://migrator:"));
  const scratch = url === undefined ? undefined : await startServer();
  if (scratch !== undefined && url !== undefined) {
    await makeNeonDatabase(scratch.server, parseConnection("the migrator's secret", url));
  }
  return scratch;
}
