import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Connection, parseConnection } from "../database/server/connection";
import { startServer } from "../database/scratch/server";
import type { BenchContext } from "./context";
import type { Section } from "./figures";

/** Measures on a PostgreSQL of its own, as its superuser; where there is none, says what was left out. */
export async function* onOwnServer(
  title: string,
  context: BenchContext,
  measure: (context: BenchContext, admin: Connection) => Promise<Section>,
): AsyncGenerator<Section> {
  const started = await startServer();
  if (started === undefined) {
    const notes = ["left out: it needs initdb and pg_ctl of PostgreSQL"];
    yield { title, extent: {}, figures: [], notes };
    return;
  }
  const { server, stop } = started;
  try {
    const certificate = join(context.scratch, "root.crt");
    writeFileSync(certificate, server.certificate);
    const { name, password } = server.superuser;
    const login = `${name}:${encodeURIComponent(password)}@localhost:${String(server.port)}`;
    const query = `sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
    yield await measure(
      context,
      parseConnection("bench", `postgresql://${login}/postgres?${query}`),
    );
  } finally {
    stop();
  }
}

/** The whole address, for a process of ours. */
export function withPassword({ url, password }: Connection): string {
  const whole = new URL(url);
  whole.password = password;
  return whole.href;
}
