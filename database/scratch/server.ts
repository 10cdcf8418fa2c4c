import { execFileSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
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

const superuser = { name: "cloud_admin", password: "superuser of a scratch server" };

export interface ScratchServer {
  readonly server: PostgresServer;
  readonly stop: () => void;
}

/** Debian installs the server's programs beside the path, one folder per version. */
const debian = "/usr/lib/postgresql";

/**
 * Starts one, in a temporary folder that goes with it.
 *
 * @returns nothing where no PostgreSQL is installed.
 */
export async function startServer(): Promise<ScratchServer | undefined> {
  const programs = findPrograms();
  if (programs === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "platform-postgres-"));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { server, stop } = await start(programs, folder);
    return {
      server,
      stop: () => {
        stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function findPrograms(): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ].find((folder) => ["initdb", "pg_ctl"].every((name) => existsSync(join(folder, name))));
}

async function start(programs: string, folder: string): Promise<ScratchServer> {
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
