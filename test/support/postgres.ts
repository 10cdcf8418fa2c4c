import { delimiter, join } from "node:path";
import { existsSync } from "node:fs";
import { type PostgresServer, startServer } from "../../database/scratch/server";

/**
 * Hands a server over before the tests around it, and stops it after them. Where no PostgreSQL is installed the tests
 * are skipped, which is said out loud; in CI they fail.
 *
 * @param also - programs that the tests need besides.
 */
export function postgresForAll(
  use: (server: PostgresServer) => void,
  also: readonly string[] = [],
): void {
  let stop = (): void => undefined;

  before(async function () {
    this.timeout(60_000);
    const missing = also.filter((program) => !isInstalled(program));
    const started = missing.length > 0 ? undefined : await startServer();
    if (started === undefined) {
      const lack = [...missing, ...(missing.length > 0 ? [] : ["initdb", "pg_ctl"])].join(", ");
      if (process.env.CI !== undefined) throw new Error(`no ${lack}: install postgresql and zstd`);
      sayOnce(lack);
      return this.skip();
    }
    ({ stop } = started);
    use(started.server);
  });
  after(() => {
    stop();
  });
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => existsSync(join(folder, program)));
}

let said = false;

function sayOnce(lack: string): void {
  if (said) return;
  said = true;
  process.once("exit", () => {
    process.stdout.write(
      `\nSKIPPED: every test of databases, since it has no ${lack}: install postgresql and zstd.\n\n`,
    );
  });
}
