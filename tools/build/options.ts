import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface BuildCommand {
  /** A workload's name or folder. Default: all. */
  readonly app: string | undefined;
  /** What `make changed JSON=1` printed: what it names alone is built. */
  readonly changed: string | undefined;
  /** What git calls the commit. Default: the checkout's, which then must be all there is. */
  readonly commit: string | undefined;
  /** Whether it is put into the store, or the registry, and into dev's releases. */
  readonly push: boolean;
  readonly store: string | undefined;
  /** Whether the checkout is built as it lies there, to look at. */
  readonly dirty: boolean;
  readonly json: boolean;
}

export const usage = `Usage:
  make build [APP=NAME] [COMMIT=REF] [PUSH=1 [STORE=URL]] [JSON=1]
  make build CHANGED=FILE [COMMIT=REF] [PUSH=1 [STORE=URL]] [JSON=1]
  make build [APP=NAME] DIRTY=1
  npx tsx tools/build/main.ts [--app NAME | --changed FILE] [--commit REF] [--push] [--store URL] [--dirty] [--json]

    builds workloads from a commit, in a clone that holds nothing else, and says what a release names: version
    (deploy.yaml), commit and digest. One commit has one digest on every machine.
    --app NAME    a workload, as accounts or services/accounts (default: all); database-backup is the image that backs
                  databases up by a schedule
    --changed FILE  those that it names: what \`make changed JSON=1\` printed
    --commit REF  what to build (default: what is checked out, where it has no uncommitted change)
    --push        puts modules and sites into the store, images into the registry of \`shared\`, each once, and the
                  builds into releases/dev.json
    --store URL   s3://<bucket>/<prefix> or file:///<folder> (default: the bucket of releases that \`shared\` declares)
    --dirty       builds the checkout as it lies there, to look at: nothing is kept or recorded
    --json        what was built, for machines

Exit codes: 0 built, 1 something could not be built or put there, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseBuild(argv: readonly string[]): BuildCommand | "help" {
  const options = {
    app: { type: "string" },
    changed: { type: "string" },
    commit: { type: "string" },
    push: { type: "boolean" },
    store: { type: "string" },
    dirty: { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { app, changed, commit, push = false, store, dirty = false, json = false } = values;
  if (dirty && (push || commit !== undefined)) {
    throw new UsageError(
      "--dirty builds what no commit holds: it goes without --push and --commit",
    );
  }
  if (changed !== undefined && app !== undefined) {
    throw new UsageError("--changed says what is built: it goes without --app");
  }
  return { app, changed, commit, push, store, dirty, json };
}
