import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A command that a step ran, with its arguments as they arrived. */
export type Call = readonly string[];

const fakes = ["aws", "gh", "make", "npm", "npx", "pip", "pulumi"];

/** Notes its arguments, which end in NUL, and says and writes what was foreseen. */
const fake = `#!/bin/sh
{ printf '%s\\0' "\${0##*/}" "$@"; printf '\\036'; } >> "$CALLS"
for argument in "$@"; do
  case "$argument" in MARKDOWN=*) echo '# Preview' > "\${argument#*=}" ;; esac
done
answer="$ANSWERS/\${0##*/} $1"
if [ -f "$answer" ]; then cat "$answer"; fi
if [ -f "$answer.fails" ]; then exit 1; fi
`;

/** A runner's folders, with commands that only note how they were called. */
export class Runner {
  public readonly workspace: string;
  private readonly calls: string;
  private readonly outputs: string;

  /** @param answers - what a command prints, by its name and first argument; `make drift!` fails. */
  public constructor(
    private readonly folder: string,
    answers: Readonly<Record<string, string>>,
  ) {
    this.workspace = join(folder, "workspace");
    this.calls = join(folder, "calls");
    this.outputs = join(folder, "outputs");
    for (const name of ["bin", "answers", "workspace"]) mkdirSync(join(folder, name));
    for (const name of fakes) writeFileSync(join(folder, "bin", name), fake, { mode: 0o755 });
    for (const [command, text] of Object.entries(answers)) {
      const isBad = command.endsWith("!");
      writeFileSync(join(folder, "answers", command.replace(/!$/u, "")), text);
      if (isBad) writeFileSync(join(folder, "answers", command.replace(/!$/u, ".fails")), "");
    }
  }

  public readonly hasFile = (name: string): boolean => existsSync(join(this.workspace, name));

  /** A file of the workspace, or nothing where there is none. */
  public read(name: string): string {
    return this.hasFile(name) ? readFileSync(join(this.workspace, name), "utf8") : "";
  }

  public write(name: string, text: string): void {
    const file = join(this.workspace, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Runs a script as GitHub does: what it called, its outputs, and whether it failed. */
  public run(
    script: string,
    env: Readonly<Record<string, string>>,
  ): {
    readonly calls: readonly Call[];
    readonly outputs: Readonly<Record<string, string>>;
    readonly failed: boolean;
  } {
    for (const file of [this.calls, this.outputs]) writeFileSync(file, "");
    const { status } = spawnSync("bash", ["-e", "-c", script], {
      cwd: this.workspace,
      encoding: "utf8",
      env: {
        ...env,
        PATH: `${join(this.folder, "bin")}:/usr/local/bin:/usr/bin:/bin`,
        CALLS: this.calls,
        ANSWERS: join(this.folder, "answers"),
        GITHUB_OUTPUT: this.outputs,
        GITHUB_STEP_SUMMARY: join(this.folder, "summary"),
      },
    });
    const lines = readFileSync(this.outputs, "utf8").split("\n").filter(Boolean);
    return {
      calls: readFileSync(this.calls, "utf8")
        .split("\u001e")
        .filter(Boolean)
        .map((call) => call.split("\0").slice(0, -1)),
      outputs: Object.fromEntries(
        lines.map((line) => [line.split("=")[0], line.slice(line.indexOf("=") + 1)]),
      ) as Readonly<Record<string, string>>,
      failed: status !== 0,
    };
  }
}
