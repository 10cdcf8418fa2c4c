import { readFileSync } from "node:fs";
import { connect as dial, isIP } from "node:net";
import postgres from "postgres";
import { Failure } from "../failure";
import { UsageError } from "../../settings/usage-error";

/** A database, as its URL names it. */
export interface Connection {
  /** For people and for libpq's programs: the URL without its password. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Where the certificates are that the server's may be signed by. Default: those of Node. */
  readonly rootCertificate: string | undefined;
  readonly isEncrypted: boolean;
}

/**
 * What a connection URL says.
 *
 * @param what - where it stands, for messages.
 * @throws UsageError, which does not show it: it may hold a password.
 */
export function parseConnection(what: string, text: string): Connection {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = decodeURIComponent(url?.pathname.slice(1) ?? "");
  if (
    url === undefined ||
    !/^postgres(ql)?:$/.test(url.protocol) ||
    url.hostname === "" ||
    database === ""
  ) {
    throw new UsageError(`${what}: expected postgresql://<role>:<password>@<host>/<database>`);
  }
  const password =
    url.password === "" ? (process.env.PGPASSWORD ?? "") : decodeURIComponent(url.password);
  const named = new URL(url);
  named.password = "";
  return {
    url: named.href,
    host: url.hostname,
    port: url.port === "" ? 5_432 : Number(url.port),
    database,
    user: decodeURIComponent(url.username),
    password,
    rootCertificate: url.searchParams.get("sslrootcert") ?? undefined,
    isEncrypted: url.searchParams.get("sslmode") !== "disable",
  };
}

/** The same server and role, another of its databases. */
export function databaseBeside(connection: Connection, database: string): Connection {
  const url = new URL(connection.url);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { ...connection, url: url.href, database };
}

export interface Libpq {
  readonly args: readonly [string];
  readonly env: Readonly<Record<string, string>>;
  /** What no message shows. */
  readonly secret: string;
}

/** What libpq's programs take: the password is in their environment, where no list of processes shows it. */
export function libpq({ url, password }: Connection): Libpq {
  return { args: [`--dbname=${url}`], env: { PGPASSWORD: password }, secret: password };
}

const lostCode = "CONNECTION_CLOSED";

/** The database does not answer, or says no; the message has its own words. */
export class DatabaseError extends Failure {}

/**
 * A client with one session, closed when the work is done. A session that is lost takes its snapshot and locks with it, so that no
 * other one takes its place; the client would try for ever where a server admits it and closes at once.
 *
 * @throws DatabaseError, or what else the work throws.
 */
export async function connected<Result>(
  connection: Connection,
  work: (sql: postgres.Sql) => Promise<Result>,
): Promise<Result> {
  const { host, port, database, user, password, rootCertificate, isEncrypted } = connection;
  const ca = rootCertificate === undefined ? {} : { ca: readFileSync(rootCertificate, "utf8") };
  let isDialled = false;
  const socket = () => {
    if (isDialled) throw Object.assign(new Error("the connection was lost"), { code: lostCode });
    isDialled = true;
    return dial(port, host);
  };
  const sql = postgres({
    ...{ host, port, database, password, username: user, socket },
    // A host that is an address takes any name without it.
    ssl: isEncrypted ? { host, ...(isIP(host) === 0 && { servername: host }), ...ca } : false,
    ...{ max: 1, max_lifetime: null },
    connect_timeout: 30,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { search_path: "", timezone: "UTC", datestyle: "ISO", extra_float_digits: 1 },
  });
  try {
    return await work(sql);
  } catch (error) {
    // Both PostgreSQL's errors and the machine's have a code. The client's hold the statement, and so maybe rows.
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new DatabaseError(`${database} on ${host}: ${error.message || String(error.code)}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
