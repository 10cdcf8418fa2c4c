import postgres from "postgres";
import type { PostgresServer } from "./server";

/** A database, and the login of whoever migrates it. */
export interface Migrator {
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Makes a database as Neon makes one, on a server that has none yet: whoever migrates owns it and its schema, and is a
 * member of neon_superuser, as every role of Neon's API.
 */
export async function makeNeonDatabase(
  { port, certificate, superuser }: PostgresServer,
  { database, user, password }: Migrator,
): Promise<void> {
  const on = (place: string): postgres.Sql =>
    postgres({
      ...{ host: "localhost", port, database: place, ssl: { ca: certificate } },
      ...{ username: superuser.name, password: superuser.password },
      ...{ max: 1, fetch_types: false, onnotice: () => undefined },
    });
  const admin = on("postgres");
  try {
    const quoted = admin(user);
    await admin.unsafe("CREATE ROLE neon_superuser NOLOGIN CREATEDB CREATEROLE");
    await admin.unsafe("GRANT pg_read_all_data, pg_write_all_data TO neon_superuser");
    await admin`CREATE ROLE ${quoted} WITH LOGIN INHERIT CREATEROLE CREATEDB BYPASSRLS REPLICATION
                IN ROLE neon_superuser`;
    const [{ statement } = { statement: "" }] = await admin<{ statement: string }[]>`
      SELECT format('ALTER ROLE %I PASSWORD %L', ${user}::text, ${password}::text) AS statement`;
    await admin.unsafe(statement);
    await admin`CREATE DATABASE ${admin(database)} OWNER ${quoted}`;
    await admin`GRANT ALL PRIVILEGES ON DATABASE ${admin(database)} TO neon_superuser`;
    const inside = on(database);
    await inside`ALTER SCHEMA public OWNER TO ${inside(user)}`;
    await inside.end({ timeout: 5 });
  } finally {
    await admin.end({ timeout: 5 });
  }
}
