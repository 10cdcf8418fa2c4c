import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../artifacts/store/open-store";
import { migrationsFolder, readMigrations } from "../../database/migrate/read-migrations";
import { messageOf } from "../../operations/command-line";
import { promote } from "../../operations/promote/promote";
import { proofsOf } from "../../operations/promote/proofs";
import { folderJournal, journalFile } from "../../operations/release/journal/folder-journal";
import { provenFile } from "../../operations/release/proven-migrations";
import { standingsOf } from "../../rollout/stages/standings";
import { readWorkloads } from "../../settings/read-workloads";
import { releasesFileName } from "../../settings/release";
import { UsageError } from "../../settings/usage-error";
import { cloneWithCommit, commit } from "./clone";
import { PipelineEnvironment } from "./environment";
import type { PipelineCommand } from "./options";
import { type PipelineStep, stepsOf } from "./steps";

const day = 86_400;

/** What became of a step of the pipeline. */
export interface Taken {
  readonly what: string;
  /** Whose credentials it had; none where it needs none. */
  readonly as?: string;
  /** None where it was left out. */
  readonly seconds?: number;
  readonly result: string;
  readonly isDone: boolean;
}

/** How something is done, and by whom. */
interface Act {
  readonly as?: string;
  readonly act: () => unknown;
}

/**
 * Goes from a commit in a clone of a checkout to an environment, on emulated clouds.
 *
 * @param folder - where all of it lies; an environment whose `sandbox/<stack>` is there already is taken as it is.
 * @param tell - is told of each step once it is over.
 * @returns whether it got there.
 */
export async function rehearsePipeline(
  root: string,
  folder: string,
  { to }: PipelineCommand,
  tell: (taken: Taken) => void,
): Promise<boolean> {
  const worker = aWorkerOf(root);
  const project = cloneWithCommit(root, join(folder, "project"), {
    [worker.module]: "\n// A change, to be rehearsed.\n",
    ...anotherMigration(root),
  });
  const before = process.cwd();
  // The program reads its settings from there.
  process.chdir(project);
  try {
    const pipeline = new Pipeline(project, folder, worker.name, tell);
    const isProduction = to === "production";
    return (
      (await pipeline.ground("staging")) &&
      (!isProduction || (await pipeline.ground("production"))) &&
      (await pipeline.through("deploy.yml", "staging")) &&
      (!isProduction ||
        ((await pipeline.promote()) && (await pipeline.through("promote.yml", "production"))))
    );
  } finally {
    process.chdir(before);
  }
}

/** What the commit changes: a Worker takes no docker to build. @throws UsageError */
function aWorkerOf(root: string): { readonly name: string; readonly module: string } {
  for (const { name, folder, manifest } of readWorkloads(root).sound)
    if (manifest.target === "cloudflare-worker")
      return { name, module: join(folder, manifest.worker.main) };
  throw new UsageError("no workload of this checkout is a Worker, and no other is rehearsed");
}

function anotherMigration(root: string): Readonly<Record<string, string>> {
  const number = String(readMigrations(root).length + 1).padStart(4, "0");
  const file = `${migrationsFolder}/${number}-rehearsed`;
  return {
    [`${file}.sql`]: "CREATE TABLE public.rehearsed (id bigint PRIMARY KEY);\n",
    [`${file}.back.sql`]: "DROP TABLE public.rehearsed;\n",
  };
}

/** The workflows' own steps in their order, each with its time. */
class Pipeline {
  private readonly journals: string;
  private readonly store: string;

  public constructor(
    private readonly project: string,
    private readonly folder: string,
    private readonly worker: string,
    private readonly tell: (taken: Taken) => void,
  ) {
    this.journals = join(folder, "journals");
    this.store = `file://${join(folder, "store")}`;
  }

  /** An environment as the pipeline finds it, before anything new is named in its releases. */
  public ground(stack: string): Promise<boolean> {
    const act = () => this.environment(stack).make();
    return this.take(`${stack} as it was`, { as: "an administrator", act });
  }

  /** Takes the steps of a workflow. */
  public async through(file: string, stack: string): Promise<boolean> {
    for (const step of stepsOf(this.project, [file])) {
      const what = `${step.job}: make ${step.target}`;
      const act = this.actOf(step, stack);
      if (act === undefined) this.tell({ what, result: "left out", isDone: true });
      else if (!(await this.take(what, act))) return false;
    }
    return true;
  }

  /** What people do between, who merge what its preview says. */
  public async promote(): Promise<boolean> {
    const as = "a person";
    const promoted = { as, act: () => this.promoted() };
    // The comment on the pull request to main, whose passport the reviewers approve.
    const previewed = {
      as,
      act: () => {
        this.make("preview", "BASE=HEAD^", "MARKDOWN=approved.md");
      },
    };
    return (
      (await this.take("make promote", promoted)) &&
      (await this.take("what is approved: make preview", previewed))
    );
  }

  private environment(stack: string): PipelineEnvironment {
    // A build soaks in staging for an hour before it may go on.
    const begin = Date.now() / 1_000 - (stack === "staging" ? day : 0);
    const { project, journals } = this;
    const sandbox = join(this.folder, "sandbox", stack);
    return new PipelineEnvironment(stack, { project, sandbox, journals, begin });
  }

  private actOf({ target }: PipelineStep, stack: string): Act | undefined {
    const made = (...args: readonly string[]) => ({ act: () => this.make(target, ...args).trim() });
    const kept = (file: string, ...args: readonly string[]) => ({
      act: () => {
        writeFileSync(join(this.project, file), this.make(target, ...args, "JSON=1"));
      },
    });
    switch (target) {
      case "changed":
        return kept("changed.json", "BASE=HEAD^");
      case "build":
        return kept("builds.json", "CHANGED=changed.json", "PUSH=1", `STORE=${this.store}`);
      case "record":
        return made(
          ...[`ENV=${stack}`, "FILE=builds.json", "BASE=HEAD^"],
          `JOURNAL=file://${this.journals}`,
        );
      case "passport":
        return made("PASSPORT=approved.md", "BASE=HEAD^", `ENV=${stack}`);
      case "release": {
        const environment = this.environment(stack);
        return { as: environment.deployer, act: () => environment.release() };
      }
      default:
        return undefined;
    }
  }

  /** `make promote`, but that nobody asks GitHub what became of the commit's checks. */
  private async promoted(): Promise<string> {
    const journalOf = async (stack: string) => {
      const stored = await folderJournal(journalFile(this.journals, stack)).read();
      return standingsOf(stored?.journal);
    };
    const { isAllowed, says } = await promote(
      this.project,
      {
        ...{ from: "staging", to: "production", app: this.worker },
        ...{ store: undefined, journal: undefined, unverified: undefined },
      },
      {
        now: Date.now() / 1_000,
        store: openStore(this.project, this.store),
        gatesIn: () => Promise.resolve([]),
        proofsIn: async (stack) => proofsOf(await journalOf(stack)),
        migrationsIn: async (stack) => (await journalOf(stack)).migrations,
      },
    );
    if (!isAllowed) throw new Error(says);
    commit(this.project, "Promote", [releasesFileName("production"), provenFile]);
    return "";
  }

  private make(...args: readonly string[]): string {
    return execFileSync("make", ["--no-print-directory", ...args], {
      cwd: this.project,
      encoding: "utf8",
      // Without what a make around this one hands down.
      env: { ...process.env, MAKEFLAGS: undefined, MAKEOVERRIDES: undefined, TO: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Does something, and tells how long it took and what came of it; whether it succeeded. */
  private async take(what: string, { as, act }: Act): Promise<boolean> {
    const begun = Date.now();
    const end = (result: string, isDone: boolean): boolean => {
      const seconds = (Date.now() - begun) / 1_000;
      this.tell({ what, ...(as !== undefined && { as }), seconds, result, isDone });
      return isDone;
    };
    try {
      const result = await act();
      return end(typeof result === "string" ? result : "", true);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      return end(`stopped: ${messageOf(error)}`, false);
    }
  }
}
