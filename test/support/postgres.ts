import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  findPostgres,
  isInstalled,
  type PostgresServer,
  startPostgres,
} from "../../sandbox/postgres";

export type { PostgresServer };

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
    const programs = findPostgres();
    const missing = also.filter((program) => !isInstalled(program));
    if (programs === undefined || missing.length > 0) {
      const lack = [...(programs === undefined ? ["initdb", "pg_ctl"] : []), ...missing].join(", ");
      if (process.env.CI !== undefined) throw new Error(`no ${lack}: install postgresql and zstd`);
      sayOnce(lack);
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "platform-postgres-"));
    stop = () => {
      rmSync(folder, { recursive: true, force: true });
    };
    const started = await startPostgres(programs, folder);
    stop = () => {
      started.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    use(started.server);
  });
  after(() => {
    stop();
  });
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
