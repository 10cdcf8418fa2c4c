import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The Pulumi CLI of a sandbox, whose process can be killed in the middle of its work. */
export class EngineProcess {
  private readonly pidFile: string;

  private constructor(
    /** Folder that holds `bin/pulumi`, as `PulumiCommand.get({ root })` wants it. */
    public readonly root: string,
  ) {
    this.pidFile = join(root, "pid");
  }

  /**
   * Writes the script that is started in place of the CLI and tells which process it becomes.
   *
   * @param engine - folder of the real `bin/pulumi`.
   * @param root - folder to write to.
   */
  public static prepare(engine: string, root: string): EngineProcess {
    const prepared = new EngineProcess(resolve(root));
    const bin = join(prepared.root, "bin");
    mkdirSync(bin, { recursive: true });
    const cli = resolve(engine, "bin", "pulumi");
    const script = `#!/bin/sh\necho $$ > ${quoted(prepared.pidFile)}\nexec ${quoted(cli)} "$@"\n`;
    writeFileSync(join(bin, "pulumi"), script, { mode: 0o755 });
    return prepared;
  }

  /** The process that runs now: `kill` ends it and whatever it started, without a chance for it to tidy up. */
  public running(): { readonly pid: number; readonly kill: () => void } {
    const pid = Number(readFileSync(this.pidFile, "utf8"));
    return {
      pid,
      kill: () => {
        for (const each of [...descendantsOf(pid), pid]) killIfThere(each);
      },
    };
  }
}

function descendantsOf(pid: number): readonly number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): readonly number[] =>
    table.flatMap(([child = 0, of]) => (of === parent ? [child, ...childrenOf(child)] : []));
  return childrenOf(pid);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
