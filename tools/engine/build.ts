import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cacheFolder, type Engine, findEngine, wantedVersion } from "./find";

const module = "github.com/pulumi/pulumi";
const command = `${module}/pkg/v3/cmd/pulumi`;

/** There is no engine, and none can be made here; the message says what would help. */
export class NoEngineError extends Error {}

/** How far a build is. */
export interface Progress {
  readonly stage: "downloading modules" | "compiling packages";
  readonly done: number;
  /** Unknown while modules are downloaded. */
  readonly total: number | undefined;
}

/**
 * Builds the Pulumi CLI from its Go module into the cache. It appears there as a whole: a build that is killed leaves
 * only what the next one continues from, and of two at once the second takes what the first made. What Go needed for it,
 * some 3 GB, is removed, unless GOCACHE or GOMODCACHE names a place of its own.
 *
 * @throws NoEngineError when Go is missing, its modules can't be had, or the build fails.
 */
export async function buildEngine(
  environment: NodeJS.ProcessEnv,
  onProgress: (progress: Progress) => void,
): Promise<Engine> {
  const cache = cacheFolder(environment);
  const work = join(cache, "building");
  const partial = join(work, String(process.pid));
  const go = new Go(goEnvironment(environment, work));
  mkdirSync(join(partial, "bin"), { recursive: true });
  try {
    const packages = await go.list((done) => {
      onProgress({ stage: "downloading modules", done, total: undefined });
    });
    await go.build(join(partial, "bin", "pulumi"), (done) => {
      onProgress({ stage: "compiling packages", done: Math.min(done, packages), total: packages });
    });
    publish(partial, join(cache, wantedVersion));
  } catch (error) {
    const other = findEngine(environment);
    if (other !== undefined) return other;
    throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  rmSync(work, { recursive: true, force: true });
  return { root: join(cache, wantedVersion), version: wantedVersion };
}

/** Where Go keeps what it downloads and compiles: beside the build, so that a broken-off one is continued. */
function goEnvironment(environment: NodeJS.ProcessEnv, work: string): NodeJS.ProcessEnv {
  return {
    GOCACHE: join(work, "compiled"),
    GOMODCACHE: join(work, "modules"),
    ...environment,
    // Else the modules can't be removed.
    GOFLAGS: `${environment.GOFLAGS ?? ""} -modcacherw`.trim(),
  };
}

/** A folder is renamed whole or not at all, and never onto one that holds something: what another made stays. */
function publish(partial: string, root: string): void {
  try {
    renameSync(partial, root);
  } catch {
    if (existsSync(join(root, "bin", "pulumi"))) return;
    rmSync(root, { recursive: true, force: true });
    renameSync(partial, root);
  }
}

/** The Go command, in the folder of our go.mod. */
class Go {
  public constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** How many packages the CLI is made of, once all are there. */
  public async list(onModule: (count: number) => void): Promise<number> {
    let modules = 0;
    const listed = await this.run(["list", "-mod=readonly", "-deps", command], (line) => {
      if (!line.startsWith("go: downloading ")) return false;
      onModule((modules += 1));
      return true;
    });
    return listed.length;
  }

  /** `go build -v` names each package that it compiles on a line of its own. */
  public async build(file: string, onPackage: (count: number) => void): Promise<void> {
    let packages = 0;
    const version = `-X ${module}/sdk/v3/go/common/version.Version=v${wantedVersion}`;
    const flags = ["-v", "-mod=readonly", "-ldflags", `-s -w ${version}`, "-o", file];
    await this.run(["build", ...flags, command], (line) => {
      if (!/^[\w.~/-]+$/.test(line)) return false;
      onPackage((packages += 1));
      return true;
    });
  }

  /**
   * Lines of its output.
   *
   * @param isProgress - told each line of its messages; one that it does not take says what went wrong.
   * @throws NoEngineError when it is missing or fails.
   */
  private run(
    args: readonly string[],
    isProgress: (line: string) => boolean,
  ): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const go = spawn("go", args, {
        cwd: __dirname,
        env: this.environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const printed: string[] = [];
      const messages: string[] = [];
      createInterface({ input: go.stdout }).on("line", (line) => printed.push(line));
      createInterface({ input: go.stderr }).on("line", (line) => {
        if (!isProgress(line)) messages.push(line);
      });
      go.on("error", () => {
        reject(new NoEngineError(advice("there is no Go to build one with.")));
      });
      go.on("close", (code) => {
        if (code === 0) resolve(printed);
        else reject(new NoEngineError(advice(reasonOf(messages))));
      });
    });
  }
}

/** What Go says when it can't reach, or may not ask, where modules come from. */
const unreachable = /dial tcp|proxyconnect|no such host|i\/o timeout|lookup disabled|refused/;

function reasonOf(messages: readonly string[]): string {
  const found = messages.find((line) => unreachable.test(line));
  if (found !== undefined) return `Go can't download what one is built from:\n  ${found}`;
  return ["Go could not build one:", ...messages.slice(-8)].join("\n  ");
}

function advice(reason: string): string {
  return `There is no Pulumi CLI ${wantedVersion} or newer here, and ${reason}
Do one of these, then \`make engine\` again:
  - install the Pulumi CLI, so that it is on PATH (https://www.pulumi.com/docs/install)
  - npx pulumi version    downloads the official one into ~/.pulumi/versions
  - install Go, and let it reach a module proxy (GOPROXY)`;
}
