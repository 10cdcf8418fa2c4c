import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Log, LogLevel, Miniflare } from "miniflare";
import { type Running, StartError } from "./running";
import type { Version } from "./routes";

interface Declared {
  readonly compatibilityDate: string;
  readonly compatibilityFlags?: readonly string[];
  readonly modules: readonly { readonly name: string; readonly contentFile: string }[];
  readonly bindings: readonly Binding[];
}

interface Binding {
  readonly name: string;
  readonly type: string;
  readonly text?: string;
  readonly storeId?: string;
  readonly secretName?: string;
}

/**
 * Starts a version of a Worker in workerd, Cloudflare's own runtime, with the module and the bindings that the emulated
 * Cloudflare holds. A secret of the Secrets Store, whose value people write, has some value here.
 *
 * @param project - folder to which the module's path is relative.
 * @throws StartError where it needs what this machine has not.
 */
export async function startWorker(
  { workload, declared }: Version,
  project: string,
): Promise<Running> {
  const {
    compatibilityDate,
    compatibilityFlags = [],
    modules,
    bindings,
  } = declared as unknown as Declared;
  const of = (type: string) => bindings.filter((binding) => binding.type === type);
  const others = bindings.filter(({ type }) => !known.includes(type));
  if (others.length > 0) {
    const names = others.map(({ name, type }) => `${name} (${type})`).join(", ");
    throw new StartError(`nothing here stands for ${names}`);
  }
  const stored = of("secrets_store_secret");
  const miniflare = new Miniflare({
    name: workload,
    host: "127.0.0.1",
    port: 0,
    // Straight to the Worker: miniflare's own entrance tells of each request.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    compatibilityDate: compatibilityDate < newest ? compatibilityDate : newest,
    // Where a request came from is asked of Cloudflare otherwise.
    cf: false,
    compatibilityFlags: [...compatibilityFlags],
    modules: modules.map(({ name, contentFile }) => ({
      type: "ESModule",
      path: name,
      contents: readFileSync(join(project, contentFile), "utf8"),
    })),
    bindings: Object.fromEntries(
      [...of("plain_text"), ...of("secret_text")].map(({ name, text = "" }) => [name, text]),
    ),
    secretsStoreSecrets: Object.fromEntries(
      stored.map(({ name, storeId = "", secretName = "" }) => [
        name,
        { store_id: storeId, secret_name: secretName },
      ]),
    ),
    // What a Worker of the rehearsal logs is for nobody.
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      stdout.resume();
      stderr.resume();
    },
  });
  await miniflare.ready;
  const { port } = await miniflare.unsafeGetDirectURL();
  for (const { name } of stored) {
    const store = await miniflare.getSecretsStoreSecretAPI(name);
    await store().create("rehearsal");
  }
  return {
    port: Number(port),
    ended: new Promise(() => undefined),
    stop: () => miniflare.dispose(),
  };
}

const known: readonly string[] = ["plain_text", "secret_text", "secrets_store_secret"];

/** The newest compatibility date that this machine's workerd knows: that of its version, `1.20260426.1`. */
const newest = newestDate();

function newestDate(): string {
  const file = join(__dirname, "..", "..", "node_modules", "miniflare", "package.json");
  const { dependencies } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly dependencies: { readonly workerd: string };
  };
  return dependencies.workerd.replace(/^\d+\.(\d{4})(\d\d)(\d\d)\..*/, "$1-$2-$3");
}
