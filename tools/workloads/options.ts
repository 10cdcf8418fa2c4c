import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

const commands = ["list", "test", "deploy"] as const;

export interface WorkloadsCommand {
  readonly command: (typeof commands)[number];
  /** A workload as it was written: its name or its folder. Default: all, or what changed since `base`. */
  readonly app: string | undefined;
  /** The same, of those in services/. */
  readonly service: string | undefined;
  readonly base: string | undefined;
  /** Of `list`: the folder whose workloads are meant. */
  readonly inFolder: "apps" | "services" | undefined;
  /** Of `deploy` alone; empty elsewhere. */
  readonly stack: string;
  readonly dryRun: boolean;
  /** Whether what passes is shown whole, too. */
  readonly verbose: boolean;
  readonly json: boolean;
}

export const usage = `Usage:
  make list-apps|list-services [JSON=1]
  make test-all|test-app APP=NAME|test-service SERVICE=NAME|test-changed BASE=REF [-j JOBS] [VERBOSE=1] [DRY_RUN=1]
  make deploy-all|deploy-app APP=NAME|deploy-service SERVICE=NAME|deploy-changed BASE=REF ENV=NAME [-j JOBS] [DRY_RUN=1]
  npx tsx tools/workloads/main.ts list|test|deploy [options]

    list    workloads, and the version that each environment has a release of
    test    what a workload's Makefile calls its test, after its install; \`-j\` of make says how many at a time
    deploy  builds and pushes where dev or staging is meant, hands on what the environment before ran (make promote),
            then \`make release\`; a workload alone leaves the others and the settings as they are
    --stack NAME    dev or development, staging or acceptance, production, pr-<n>
    --app NAME      a workload, as admin or services/admin (default: all)
    --service NAME  the same, of those in services/
    --base REF      only what changed since that revision, with what depends on it (make changed)
    --in FOLDER     apps or services
    --verbose       shows of several tests what those print that pass
    --dry-run       prints the commands that would run, and runs none
    --json          for programs

Exit codes: 0 done, 1 a step failed, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseWorkloads(argv: readonly string[]): WorkloadsCommand | "help" {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = {
    ...{ stack: text, app: text, service: text, base: text, in: text },
    ...{ "dry-run": flag, verbose: flag, json: flag, help: { ...flag, short: "h" } },
  };
  const { values, positionals } = readArguments(usage, () =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  if (values.help === true) return "help";
  const command = commands.find((name) => name === positionals[0]);
  if (command === undefined || positionals.length > 1) {
    throw new UsageError(`expected one of ${commands.join(", ")}\n\n${usage}`);
  }
  const { app, service, base, in: folder, verbose = false, json = false } = values;
  const given = Object.entries({ app, service, base }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  if (given.length > 1) {
    throw new UsageError(`${given.map(([name]) => `--${name}`).join(" and ")}: give one of them`);
  }
  const nothing = given.find(([, value]) => value.trim() === "");
  if (nothing !== undefined) {
    const [name] = nothing;
    const variable = name.toUpperCase();
    throw new UsageError(
      `--${name} is missing: make ${command}-… ${variable}=<…>, or ${command}-all\n\n${usage}`,
    );
  }
  if (folder !== undefined && folder !== "apps" && folder !== "services") {
    throw new UsageError(`--in: got "${folder}", expected apps or services`);
  }
  const stack = command === "deploy" ? requireStack(usage, values.stack) : "";
  const dryRun = values["dry-run"] ?? false;
  return { command, app, service, base, inFolder: folder, stack, dryRun, verbose, json };
}
