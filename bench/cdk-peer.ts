import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError, run, type Command } from "./measure";
import { platformStacks } from "./platform";

/** The same platform as an AWS CDK app with cdk-nag, ready to run. */
export interface CdkPeer {
  /** Folder of its copy, with packages installed and built. */
  readonly folder: string;
}

/**
 * Copies the peer's source, installs its packages and builds it, once for each version of the source.
 *
 * @param source - folder of the peer; nothing is written into it.
 * @returns the peer, or why there is none to compare with.
 */
export async function prepareCdkPeer(
  source: string,
  home: string,
  say: (text: string) => void,
): Promise<CdkPeer | { readonly missing: string }> {
  if (!existsSync(join(source, "package.json"))) {
    return { missing: `no CDK peer in ${source}; --cdk DIR says where it is` };
  }
  const folder = join(cacheOf(home), `cdk-${digestOf(source)}`);
  if (existsSync(folder)) return { folder };
  const part = `${folder}.${String(process.pid)}`;
  cpSync(source, part, { recursive: true, filter: (path) => !path.includes("node_modules") });
  try {
    for (const args of [
      ["install", "--no-audit", "--no-fund"],
      ["run", "build"],
    ]) {
      say(`npm ${args.join(" ")} for the CDK peer`);
      await run({ name: "the CDK peer's npm", file: "npm", args, cwd: part });
    }
    renameSync(part, folder);
    return { folder };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { missing: error.message };
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Declares and judges the platform: templates and cdk-nag's findings, without CDK's own template validation. */
export function cdkSynth({ folder }: CdkPeer, services: number, output: string): Command {
  return {
    name: `CDK synth of ${String(services)} services`,
    file: process.execPath,
    args: ["app.cjs"],
    cwd: folder,
    env: {
      CDK_OUTDIR: output,
      CDK_VALIDATION: "false",
      NAG: "1",
      SERVICES: String(services),
      STACK: platformStacks.join(","),
      SUMMARY: "1",
    },
    // cdk-nag objects to a part of the shape, after the templates are written.
    done: [0, 1],
  };
}

/** @throws Error when the peer did not print its summary. */
export async function countCdkResources(command: Command): Promise<number> {
  const { stdout } = await run(command);
  const line = stdout.split("\n").find((text) => text.startsWith("{"));
  const summary: unknown = line === undefined ? undefined : JSON.parse(line);
  if (typeof summary === "object" && summary !== null && "resources" in summary) {
    return Number(summary.resources);
  }
  throw new Error(`${command.name} printed no summary`);
}

function cacheOf(home: string): string {
  return join(home, "node_modules", ".cache", "bench");
}

function digestOf(source: string): string {
  const hash = createHash("sha256").update(process.version);
  for (const entry of readdirSync(source, { withFileTypes: true }).sort(byName)) {
    if (entry.isFile()) hash.update(entry.name).update(readFileSync(resolve(source, entry.name)));
  }
  return hash.digest("hex").slice(0, 16);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
