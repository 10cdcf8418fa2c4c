import { EngineLog } from "../server/engine-log";
import { ProviderServer } from "../server/provider-server";
import { neonPackage } from "./neon-package";

/** @param engine - its address; nothing where a person starts the provider. */
async function main(engine: string | undefined): Promise<void> {
  const log = engine === undefined ? undefined : new EngineLog(engine);
  const served = neonPackage(process.env, (urn, status) => log?.status(urn, status));
  // The engine reads the port from the first line.
  process.stdout.write(`${String(await new ProviderServer(served).listen())}\n`);
}

main(process.argv[2]).catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exitCode = 1;
});
