import { spawn } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildRoot, type Engine, wantedVersion } from "./find";

const module = "github.com/pulumi/pulumi";

/** There is no engine, and none can be made here; the message says what would help. */
export class NoEngineError extends Error {}

/**
 * Builds the Pulumi CLI from its Go module into the cache.
 *
 * @param onProgress - told the packages compiled so far.
 * @throws NoEngineError when Go is missing or the build fails.
 */
export async function buildEngine(
  environment: NodeJS.ProcessEnv,
  onProgress: (packages: number) => void,
): Promise<Engine> {
  const root = buildRoot(environment);
  const folder = join(root, "bin");
  mkdirSync(folder, { recursive: true });
  const partial = join(folder, `.pulumi.${String(process.pid)}`);
  const version = `-X ${module}/sdk/v3/go/common/version.Version=v${wantedVersion}`;
  const flags = ["-v", "-mod=readonly", "-ldflags", `-s -w ${version}`, "-o", partial];
  try {
    await run(["build", ...flags, `${module}/pkg/v3/cmd/pulumi`], environment, onProgress);
    renameSync(partial, join(folder, "pulumi"));
  } finally {
    rmSync(partial, { force: true });
  }
  return { root, version: wantedVersion };
}

/** `go build -v` names each package that it compiles on a line; what is no package's name says what went wrong. */
function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  onProgress: (packages: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = spawn("go", args, {
      cwd: __dirname,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said: string[] = [];
    let packages = 0;
    createInterface({ input: go.stderr }).on("line", (line) => {
      if (/^(?:go: downloading )?[\w.~/-]+(?: v\S+)?$/.test(line)) onProgress((packages += 1));
      else said.push(line);
    });
    go.on("error", () => {
      reject(new NoEngineError(advice("there is no Go to build it with")));
    });
    go.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(new NoEngineError(advice(["the build failed:", ...said.slice(-20)].join("\n  "))));
    });
  });
}

function advice(reason: string): string {
  return `No Pulumi CLI of version ${wantedVersion} or newer was found, and ${reason}
Either install the Pulumi CLI so that it stands in a folder "bin" on PATH, run \`npx pulumi version\` once, or install Go.`;
}
