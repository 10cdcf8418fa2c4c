import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type postgres from "postgres";
import { type Connection, connected, parseConnection } from "../../database/server/connection";
import type { PostgresServer } from "../../database/scratch/server";
import { postgresForAll } from "../support/postgres";

/** A shop's event store: events can't be changed, an enum's number differs after a restore, and two roles have rights. */
const schema = `
  CREATE TYPE public.kind AS ENUM ('order placed', 'order paid');
  CREATE TABLE public.events (
    id bigserial PRIMARY KEY, stream text NOT NULL, version int NOT NULL, kind public.kind NOT NULL,
    data jsonb NOT NULL, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (stream, version));
  CREATE TABLE public.orders (stream text PRIMARY KEY REFERENCES public.known (name), total numeric CHECK (total >= 0), notes text[]);
  CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'events never change'; END $$;
  CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE ON public.events FOR EACH ROW EXECUTE FUNCTION public.refuse();
  GRANT SELECT, INSERT ON public.events TO app;
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
  GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO reader;
  INSERT INTO public.known SELECT 's' || n FROM generate_series(0, 20) AS n;
  INSERT INTO public.orders VALUES ('s1', 12.50, '{a,b}'), ('s2', NULL, NULL);`;

/** By which backups are kept in these tests. */
export const rule = {
  name: "daily",
  schedule: "cron(0 3 * * ? *)",
  deleteAfterDays: 90,
  continuous: false,
} as const;

/** A server with the roles of a shop, and databases of its own for each test. */
export class Shop {
  private count = 0;

  public constructor(
    public readonly server: PostgresServer,
    private readonly certificate: string,
  ) {}

  public as(
    login: { readonly user: string; readonly password: string },
    database: string,
  ): Connection {
    const name = `${login.user}:${encodeURIComponent(login.password)}`;
    const place = `localhost:${String(this.server.port)}/${database}`;
    return parseConnection(
      "test",
      `postgresql://${name}@${place}?sslmode=verify-full&sslrootcert=${encodeURIComponent(this.certificate)}`,
    );
  }

  public owner(database: string): Connection {
    const { name, password } = this.server.superuser;
    return this.as({ user: name, password }, database);
  }

  public reader(database: string): Connection {
    return this.as({ user: "reader", password: "of the test" }, database);
  }

  public async empty(): Promise<Connection> {
    this.count += 1;
    const name = `shop_${String(this.count)}`;
    await this.run("postgres", `CREATE DATABASE ${name}`);
    return this.owner(name);
  }

  /** A database of a shop, with events. */
  public async open(events: number): Promise<Connection> {
    const connection = await this.empty();
    await this.run(
      connection.database,
      `CREATE TABLE public.known (name text PRIMARY KEY);${schema}`,
    );
    await this.run(connection.database, append(events));
    return connection;
  }

  public run(database: string, statements: string): Promise<unknown> {
    return this.ask(database, (sql) => sql.unsafe(statements).simple());
  }

  public ask<Result>(
    database: string,
    work: (sql: postgres.Sql) => Promise<Result>,
  ): Promise<Result> {
    return connected(this.owner(database), work);
  }
}

/** Statements that append so many events, of some 300 bytes each. */
export function append(events: number, stream = "s"): string {
  return `INSERT INTO public.events (stream, version, kind, data)
    SELECT '${stream}' || n % 20, n, (CASE n % 2 WHEN 0 THEN 'order placed' ELSE 'order paid' END)::public.kind,
           jsonb_build_object('n', n, 'é', repeat(md5(n::text), 8))
      FROM generate_series(1, ${String(events)}) AS n`;
}

/** Hands a shop over before the tests around it. */
export function shopForAll(use: (shop: Shop) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "platform-shop-"));
  const certificate = join(folder, "root.crt");
  let opened: Shop | undefined;
  postgresForAll(
    (server) => {
      writeFileSync(certificate, server.certificate);
      opened = new Shop(server, certificate);
    },
    ["pg_dump", "pg_restore", "zstd"],
  );
  before(async () => {
    if (opened === undefined) return;
    await opened.run(
      "postgres",
      "CREATE ROLE app; CREATE ROLE reader LOGIN PASSWORD 'of the test'",
    );
    use(opened);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
}
