import postgres from "postgres";
import type * as Function from "../../functions/database-roles/index.mjs" with {
  "resolution-mode": "import",
};
import { makeNeonDatabase } from "../../database/scratch/neon-database";
import type { PostgresServer } from "../../database/scratch/server";
import { postgresForAll } from "../support/postgres";

type Asked = NonNullable<Parameters<typeof Function.setUpRoles>[1]>;
export type Changes = Awaited<ReturnType<typeof Function.setUpRoles>>;

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The names that a test gives its database and roles, and the passwords that the deployment gives them. */
export interface Names {
  readonly database: string;
  readonly migrator: Login;
  readonly app: Login;
  readonly readOnly: Login;
}

export const usual: Names = {
  database: "shop",
  migrator: { user: "migrator", password: "migrator-password-of-the-test" },
  app: { user: "app", password: "app-password-of-the-test" },
  readOnly: { user: "read_only", password: "read-only-password-of-the-test" },
};

export const event = {
  migrator: { arn: "arn:migrator", versionId: "1" },
  app: { arn: "arn:app", versionId: "1" },
  readOnly: { arn: "arn:read-only", versionId: "1" },
};

/** A database as Neon makes one. */
export class RolesDatabase {
  private readonly open = new Map<string, postgres.Sql>();

  public constructor(
    public readonly server: PostgresServer,
    public readonly names: Names,
  ) {}

  public create(): Promise<void> {
    const { database, migrator } = this.names;
    return makeNeonDatabase(this.server, { database, ...migrator });
  }

  public async drop(): Promise<void> {
    await this.closeAll();
    const admin = this.superuser("postgres");
    const databases = await admin<{ datname: string }[]>`
      SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')`;
    for (const { datname } of databases) {
      await admin`DROP DATABASE ${admin(datname)} WITH (FORCE)`;
    }
    const roles = await admin<{ rolname: string }[]>`
      SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%' AND rolname <> current_user`;
    for (const { rolname } of roles) await admin`DROP ROLE ${admin(rolname)}`;
    await this.closeAll();
  }

  /** What Secrets Manager holds for a role, as components/data/database-connection.ts writes it. */
  public url({ user, password }: Login): string {
    const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
    const { database } = this.names;
    return `postgresql://${login}@localhost:${String(this.server.port)}/${encodeURIComponent(database)}?sslmode=require&channel_binding=require`;
  }

  /** What the function asks, with the secrets of these logins. */
  public asked(names: Partial<Names> = {}): Asked {
    const { migrator, app, readOnly } = { ...this.names, ...names };
    const urls = new Map([
      [event.migrator.arn, this.url(migrator)],
      [event.app.arn, this.url(app)],
      [event.readOnly.arn, this.url(readOnly)],
    ]);
    return {
      readSecret: ({ arn }) => Promise.resolve(urls.get(arn) ?? ""),
      certificates: this.server.certificate,
    };
  }

  public superuser(database = this.names.database): postgres.Sql {
    const { name, password } = this.server.superuser;
    return this.connect({ user: name, password }, database);
  }

  /** A connection of the role's; one per role and database, closed after the test. */
  public connect(login: Login, database = this.names.database): postgres.Sql {
    const key = JSON.stringify([login, database]);
    const opened = this.open.get(key);
    if (opened !== undefined) return opened;
    const sql = postgres({
      host: "localhost",
      port: this.server.port,
      database,
      username: login.user,
      password: login.password,
      ssl: { ca: this.server.certificate },
      max: 1,
      fetch_types: false,
      onnotice: () => undefined,
    });
    this.open.set(key, sql);
    return sql;
  }

  public async migrate(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await this.connect(this.names.migrator).unsafe(statement);
  }

  public async setPassword({ user, password }: Login): Promise<void> {
    const admin = this.superuser("postgres");
    const [{ statement } = { statement: "" }] = await admin<{ statement: string }[]>`
      SELECT format('ALTER ROLE %I PASSWORD %L', ${user}::text, ${password}::text) AS statement`;
    await admin.unsafe(statement);
  }

  private async closeAll(): Promise<void> {
    const all = [...this.open.values()];
    this.open.clear();
    await Promise.all(all.map((sql) => sql.end({ timeout: 5 })));
  }
}

/** Hands a fresh database over before each test around it, on a server for all of them. */
export function databaseForEach(use: (database: RolesDatabase) => void, names = usual): void {
  let server: PostgresServer;
  let database: RolesDatabase | undefined;
  postgresForAll((started) => {
    server = started;
  });
  beforeEach(async () => {
    database = new RolesDatabase(server, names);
    await database.create();
    use(database);
  });
  afterEach(async () => {
    await database?.drop();
    database = undefined;
  });
}
