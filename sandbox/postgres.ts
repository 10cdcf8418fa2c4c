import { execFileSync } from "node:child_process";
import { chownSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { delimiter, join } from "node:path";

/** A PostgreSQL of one's own on a port of loopback, with TLS, that forgets everything when it stops. */
export interface PostgresServer {
  readonly port: number;
  /** What its certificate is signed by: itself. */
  readonly certificate: string;
  readonly superuser: { readonly name: string; readonly password: string };
  /** What it has logged so far. */
  readonly log: () => string;
}

const superuser = { name: "cloud_admin", password: "superuser of a test" };

/** Debian installs the server's programs beside the path, one folder per version. */
const debian = "/usr/lib/postgresql";

/** The folder of initdb and pg_ctl; nothing where no PostgreSQL is installed. */
export function findPostgres(): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ].find((folder) => ["initdb", "pg_ctl"].every((name) => existsSync(join(folder, name))));
}

/** Whether a program is on the path. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => existsSync(join(folder, program)));
}

/** Starts one in an empty folder. */
export async function startPostgres(
  programs: string,
  folder: string,
): Promise<{ readonly server: PostgresServer; readonly stop: () => void }> {
  const data = join(folder, "data");
  const key = join(folder, "server.key");
  const certificate = join(folder, "server.crt");
  const password = join(folder, "password");
  const log = join(folder, "log");
  const run = as(folder);
  const pgCtl = (...args: readonly string[]) => {
    run(join(programs, "pg_ctl"), ["-D", data, ...args]);
  };

  writeFileSync(password, superuser.password);
  giveAway(password);
  run("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
    ...["-keyout", key, "-out", certificate],
  ]);
  run(join(programs, "initdb"), [
    ...["-D", data, "--username", superuser.name, "--pwfile", password, "--no-sync"],
    ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"],
  ]);
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: "localhost",
    unix_socket_directories: "",
    ssl: "on",
    ssl_cert_file: certificate,
    ssl_key_file: key,
    fsync: "off",
    shared_preload_libraries: "pg_stat_statements",
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  pgCtl("-w", "-l", log, "-o", options.join(" "), "start");
  return {
    server: {
      port,
      certificate: readFileSync(certificate, "utf8"),
      superuser,
      log: () => readFileSync(log, "utf8"),
    },
    stop: () => {
      pgCtl("-w", "-m", "immediate", "stop");
    },
  };
}

/** PostgreSQL refuses to run as root, so that under root it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

function giveAway(path: string): void {
  if (nobody !== undefined) chownSync(path, nobody.uid, nobody.gid);
}

function as(folder: string): (program: string, args: readonly string[]) => void {
  giveAway(folder);
  // Not a pipe: the server would hold it open, and who reads a pipe waits for its end.
  const output = join(folder, "output");
  const file = openSync(output, "a");
  return (program, args) => {
    try {
      execFileSync(program, args, { cwd: folder, stdio: ["ignore", file, file], ...nobody });
    } catch {
      throw new Error(`${program} failed:\n${readFileSync(output, "utf8")}`);
    }
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "localhost", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
