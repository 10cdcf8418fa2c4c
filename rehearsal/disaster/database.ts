import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMigrations } from "../../database/migrate/read-migrations";
import { type PostgresServer, startServer } from "../../database/scratch/server";
import {
  type Connection,
  connected,
  databaseBeside,
  parseConnection,
} from "../../database/server/connection";
import { DatabaseHistory } from "../../operations/disaster/database-history";
import { DisasterError } from "../../operations/disaster/step";
import { defaultTiming, NeonApi } from "../../providers/neon/api/neon-api";
import { NeonEmulator } from "../../sandbox/neon-api/neon-emulator";

const appended = `INSERT INTO event_store.events (stream, version, type, data)
  SELECT 'order-' || n, 1, 'OrderPlaced', '{"total": 12}' FROM pg_catalog.generate_series(1, 1000) AS n`;

/** What somebody with too many rights does to an event store. */
const corrupted = `ALTER TABLE event_store.events DISABLE TRIGGER append_only;
  DELETE FROM event_store.events WHERE position % 3 = 0;
  UPDATE event_store.events SET data = '{"total": 0}' WHERE position % 3 = 1;
  ALTER TABLE event_store.events ENABLE TRIGGER append_only`;

/** One place of the two is `app`, at whose address everybody works. */
const swapped = `ALTER DATABASE app RENAME TO other;
  ALTER DATABASE past RENAME TO app;
  ALTER DATABASE other RENAME TO past`;

const counted =
  "SELECT count(*) || ' events of ' || sum((data->>'total')::int) AS content FROM event_store.events";

/** A PostgreSQL with the checkout's schema and events, whose branches an emulated Neon keeps. */
export interface CorruptibleDatabase {
  readonly history: DatabaseHistory;
  /** A moment at which all was well. */
  readonly moment: string;
  readonly corrupt: () => Promise<void>;
  /** Events, and what they say of money. */
  readonly content: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** @throws DisasterError where no PostgreSQL is installed. */
export async function openDatabase(isProtected: boolean): Promise<CorruptibleDatabase> {
  const scratch = await startServer();
  if (scratch === undefined) throw new DisasterError("there is no initdb here: install postgresql");
  const folder = mkdtempSync(join(tmpdir(), "platform-disaster-"));
  const maintenance = maintenanceOf(scratch.server, join(folder, "root.crt"));
  const app = databaseBeside(maintenance, "app");
  await run(maintenance, "CREATE DATABASE app");
  for (const { up } of readMigrations(join(__dirname, "..", ".."))) await run(app, up);
  await run(app, appended);
  // What Neon's history is: the database as it was.
  await run(maintenance, "CREATE DATABASE past TEMPLATE app");
  const neon = await NeonEmulator.start({ pace: { polls: 0 } });
  const history = await historyIn(neon, maintenance, isProtected);
  neon.clock.advance(60);
  return {
    history,
    moment: neon.clock.timestamp(-60),
    corrupt: () => run(app, corrupted),
    content: () =>
      connected(app, async (sql) => {
        const [row] = await sql.unsafe<{ content: string }[]>(counted);
        return row?.content ?? "";
      }),
    close: async () => {
      await neon.close();
      scratch.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A project of Neon's, in which a restore has the databases `app` and `past` change places. */
async function historyIn(
  { apiKey, baseUrl, orgId, clock }: NeonEmulator,
  maintenance: Connection,
  isProtected: boolean,
): Promise<DatabaseHistory> {
  const [name, timing] = ["rehearsal", { ...defaultTiming, pollSeconds: 0 }];
  const api = new NeonApi({ apiKey, baseUrl }, undefined, timing);
  const branch = { database_name: "app", role_name: "migrator" };
  await api.call("make a project", new AbortController().signal, (client, params) =>
    client.createProject({ project: { name, org_id: orgId, branch } }, params),
  );
  clock.advance(60);
  const history = new SwappingHistory(
    () => api,
    { projectName: name, organizationId: orgId, database: "app" },
    () => databaseBeside(maintenance, "app"),
    () => databaseBeside(maintenance, "past"),
  );
  history.restored = () => run(maintenance, swapped);
  if (isProtected) await history.protect(true);
  return history;
}

class SwappingHistory extends DatabaseHistory {
  public restored: () => Promise<void> = () => Promise.resolve();

  public override async restore(...call: Parameters<DatabaseHistory["restore"]>): Promise<void> {
    await super.restore(...call);
    await this.restored();
  }
}

function maintenanceOf({ superuser, port, certificate }: PostgresServer, file: string): Connection {
  writeFileSync(file, certificate);
  const login = `${superuser.name}:${encodeURIComponent(superuser.password)}`;
  const place = `localhost:${String(port)}/postgres?sslrootcert=${encodeURIComponent(file)}`;
  return parseConnection("scratch", `postgresql://${login}@${place}`);
}

async function run(on: Connection, statements: string): Promise<void> {
  await connected(on, (sql) => sql.unsafe(statements).simple());
}
