import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { functionModels, resourceModels } from "../models";
import { Cloud } from "./cloud";
import { FaultyProvider, type Observation } from "./faulty-provider";
import { ObjectStore } from "./object-store";
import { GuardedProvider } from "../identities/guarded-provider";
import type { Identity } from "../identities/identity";
import { ProviderServer } from "../../providers/server/provider-server";

/** The emulated clouds, each waiting on a port of the loopback interface. */
export interface Servers {
  /** What the engine reads as PULUMI_DEBUG_PROVIDERS: `aws:41001,cloudflare:41002`. */
  readonly debugProviders: string;
  readonly close: () => void;
}

/**
 * Starts a server for every package that the models know; what they make is kept under `folder`.
 *
 * @param identity - whose credentials the providers have.
 */
export async function startServers(
  folder: string,
  identity: Identity,
  observation: Observation,
): Promise<Servers> {
  const store = new ObjectStore(folder, observation.monitor);
  const servers = packages().map((name) => ({
    name,
    server: new ProviderServer({
      version: installedVersion(name),
      configure: (settings) => {
        const { monitor: observed, ...others } = observation;
        const behaviour = { ...others, observed };
        const cloud = new Cloud(resourceModels, functionModels, store, settings, behaviour);
        const guarded = new GuardedProvider(cloud, settings, store, identity);
        return new FaultyProvider(guarded, settings, observation);
      },
    }),
  }));
  const attached = await Promise.all(
    servers.map(async ({ name, server }) => `${name}:${String(await server.listen())}`),
  );
  return {
    debugProviders: attached.join(","),
    close: () => {
      for (const { server } of servers) server.close();
    },
  };
}

function packages(): readonly string[] {
  return [...new Set(Object.keys(resourceModels).map((type) => type.split(":", 1)[0] ?? ""))];
}

/** The version of the package that the program uses; Neon's has none. */
function installedVersion(name: string): string {
  const file = join(__dirname, "..", "..", "node_modules", "@pulumi", name, "package.json");
  if (!existsSync(file)) return "0.0.0";
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}
