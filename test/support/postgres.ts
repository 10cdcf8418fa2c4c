import { type PostgresServer, startServer } from "../../database/scratch/server";

/**
 * Hands a server over before the tests around it, and stops it after them. Where no PostgreSQL is installed the tests
 * are skipped, which is said out loud; in CI they fail.
 */
export function postgresForAll(use: (server: PostgresServer) => void): void {
  let stop = (): void => undefined;

  before(async function () {
    this.timeout(60_000);
    const started = await startServer();
    if (started === undefined) {
      if (process.env.CI !== undefined) throw new Error("no initdb and pg_ctl: install postgresql");
      sayOnce();
      return this.skip();
    }
    ({ stop } = started);
    use(started.server);
  });
  after(() => {
    stop();
  });
}

let said = false;

function sayOnce(): void {
  if (said) return;
  said = true;
  process.once("exit", () => {
    process.stdout.write(
      "\nSKIPPED: every test of database roles and migrations, since no PostgreSQL is here (initdb, pg_ctl).\n\n",
    );
  });
}
