import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf, runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import { visible } from "../../settings/visible";
import { cloneWithChange } from "./clone";
import { PipelineEnvironment } from "./environment";
import { parsePipeline, type PipelineCommand, usage } from "./options";
import { type PipelineStep, stepsOf } from "./steps";

const exitCodes = { there: 0, stopped: 1, failed: 3 } as const;

/** The Worker that the commit changes: it takes no docker to build. */
const changed = { workload: "accounts", module: "services/accounts/src/index.js" };

const day = 86_400;

async function run({ to }: PipelineCommand): Promise<number> {
  const root = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  try {
    const project = cloneWithChange(root, join(folder, "project"), changed.module);
    process.chdir(project);
    const pipeline = new Pipeline(project, folder);
    const isThere =
      (await pipeline.ground("staging")) &&
      (to === "staging" || (await pipeline.ground("production"))) &&
      (await pipeline.through("deploy.yml", "staging")) &&
      (to === "staging" ||
        ((await pipeline.promote()) && (await pipeline.through("promote.yml", "production"))));
    return isThere ? exitCodes.there : exitCodes.stopped;
  } finally {
    process.chdir(root);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The workflows' own steps in their order, each with its time. */
class Pipeline {
  private readonly journals: string;
  private readonly store: string;

  public constructor(
    private readonly project: string,
    private readonly folder: string,
  ) {
    this.journals = join(folder, "journals");
    this.store = `file://${join(folder, "store")}`;
  }

  /** An environment as the pipeline finds it, before anything new is named in its releases. */
  public ground(stack: string): Promise<boolean> {
    return timed(`${stack} as it was, by an administrator`, () => this.environment(stack).make());
  }

  /** Takes the steps of a workflow. */
  public async through(file: string, stack: string): Promise<boolean> {
    const environment = this.environment(stack);
    for (const step of stepsOf(this.project, [file])) {
      const act = this.actOf(step, environment);
      const title = `${step.job}: make ${step.target}`;
      if (act === undefined) say("–", title, "left out");
      else if (!(await timed(title, act))) return false;
    }
    return true;
  }

  /** What a person does between, and merges. */
  public promote(): Promise<boolean> {
    return timed("by a person: make promote", () => {
      this.make(
        "promote",
        "FROM=staging",
        "TO=production",
        `APP=${changed.workload}`,
        `STORE=${this.store}`,
        `JOURNAL=file://${this.journals}`,
      );
      this.commit("Promote");
    });
  }

  private environment(stack: string): PipelineEnvironment {
    // A build soaks in staging for an hour before it may go on.
    const begin = Date.now() / 1_000 - (stack === "staging" ? day : 0);
    const { project, journals } = this;
    const sandbox = join(this.folder, "sandbox");
    return new PipelineEnvironment(stack, { project, sandbox, journals, begin });
  }

  private actOf({ target, stack }: PipelineStep, environment: PipelineEnvironment) {
    switch (target) {
      case "build":
        return () => {
          const builds = this.make(
            "build",
            `APP=${changed.workload}`,
            "PUSH=1",
            `STORE=${this.store}`,
            "JSON=1",
          );
          writeFileSync(join(this.project, "builds.json"), builds);
        };
      case "record":
        return () =>
          this.make(
            "record",
            `ENV=${String(stack)}`,
            "FILE=builds.json",
            "BASE=HEAD^",
            `JOURNAL=file://${this.journals}`,
          ).trim();
      case "release":
        return () => environment.release();
      default:
        return undefined;
    }
  }

  private commit(message: string): void {
    const author = ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost"];
    execFileSync(
      "git",
      [...author, "-c", "commit.gpgsign=false", "commit", "--quiet", "--all", "--message", message],
      { cwd: this.project, stdio: "pipe" },
    );
  }

  private make(...args: string[]): string {
    return execFileSync("make", ["--no-print-directory", ...args], {
      cwd: this.project,
      encoding: "utf8",
      // Without what a make around this one hands down.
      env: { ...process.env, MAKEFLAGS: undefined, MAKEOVERRIDES: undefined, TO: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}

/** Does something and says how long it took, and what came of it; whether it succeeded. */
async function timed(title: string, act: () => unknown): Promise<boolean> {
  const begun = Date.now();
  const seconds = (): string => `${((Date.now() - begun) / 1_000).toFixed(0)} s`;
  try {
    const result = await act();
    say(seconds(), title, typeof result === "string" ? result : "");
    return true;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    say(seconds(), title, `stopped: ${messageOf(error)}`);
    return false;
  }
}

function say(time: string, title: string, result: string): void {
  process.stdout.write(
    `${time.padStart(6)}  ${title}${result === "" ? "" : `: ${visible(result)}`}\n`,
  );
}

void runCommandLine({ usage, parse: parsePipeline, run, failed: exitCodes.failed });
