import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const script = "pulumi-analyzer-policy-nodejs";

/**
 * Puts what starts a policy pack into the engine's own folder of plugins: on PATH the engine would find it too, and warn
 * of it with each update. The version is any: there is one.
 *
 * @param pulumiHome - the engine's home, whose `plugins/` it is.
 */
export function installPolicyPlugin(home: string, pulumiHome: string): void {
  const folder = join(pulumiHome, "plugins", "analyzer-policy-nodejs-v1.0.0");
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(home, "tools", "engine", "bin", script), join(folder, script));
}
