import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, delimiter, join } from "node:path";

/** A Pulumi CLI, as `PulumiCommand.get({ root })` wants it. */
export interface Engine {
  /** The folder that holds `bin/pulumi`. */
  readonly root: string;
  readonly version: string;
}

/** The version that a build makes, and the oldest that is taken from elsewhere: the one that go.mod requires. */
export const wantedVersion = requiredVersion();

/** Where built engines are kept, in a folder per version, apart from every checkout. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: cache = "" } = environment;
  return join(cache === "" ? join(homeOf(environment), ".cache") : cache, "platform-engine");
}

/**
 * A Pulumi CLI that is here already: on PATH, where npm's package `pulumi` and the Automation API keep theirs, or built
 * before. What npm put on PATH is passed over, since that downloads one when it is first asked.
 */
export function findEngine(environment: NodeJS.ProcessEnv): Engine | undefined {
  const versions = join(
    environment.PULUMI_HOME ?? join(homeOf(environment), ".pulumi"),
    "versions",
  );
  const roots = [
    ...onPath(environment),
    ...foldersIn(versions).map((version) => join(versions, version)),
    join(cacheFolder(environment), wantedVersion),
  ];
  for (const root of roots) {
    const version = versionOf(root, environment);
    if (version !== undefined && isNewEnough(version)) return { root, version };
  }
  return undefined;
}

function onPath({ PATH = "" }: NodeJS.ProcessEnv): readonly string[] {
  return PATH.split(delimiter)
    .filter((folder) => basename(folder) === "bin")
    .map((folder) => join(folder, ".."));
}

function versionOf(root: string, environment: NodeJS.ProcessEnv): string | undefined {
  const file = join(root, "bin", "pulumi");
  try {
    accessSync(file, constants.X_OK);
    if (realpathSync(file).includes("node_modules")) return undefined;
  } catch {
    return undefined;
  }
  const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { stdout } = spawnSync(file, ["version"], { env, encoding: "utf8" });
  return /^v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
}

function isNewEnough(version: string): boolean {
  const [major, minor] = numbersOf(version);
  const [wantedMajor, wantedMinor] = numbersOf(wantedVersion);
  return major === wantedMajor && minor >= wantedMinor;
}

function numbersOf(version: string): readonly [number, number] {
  const [major = "", minor = ""] = version.split(".");
  return [Number(major), Number(minor)];
}

function requiredVersion(): string {
  const text = readFileSync(join(__dirname, "go.mod"), "utf8");
  const version = /pulumi\/pkg\/v3 v(\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (version === undefined) throw new Error("tools/engine/go.mod requires no pulumi/pkg/v3");
  return version;
}

/** Newest first, as far as names tell. */
function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  } catch {
    return [];
  }
}

function homeOf({ HOME }: NodeJS.ProcessEnv): string {
  return HOME ?? homedir();
}
