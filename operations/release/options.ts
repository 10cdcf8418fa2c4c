import { parseArgs } from "node:util";
import type { Decision } from "../../rollout/stages/journal";
import { workloadMeant } from "../../settings/choose-workloads";
import { minutesOf } from "../../settings/values";
import { UsageError } from "../../settings/usage-error";
import { readArguments, requireStack } from "../command-line";
import type { Wishes } from "./wanted";

const commands = ["release", "resume", "rollback", "switch", "status", "history"] as const;

export interface ReleaseCommand {
  readonly command: (typeof commands)[number];
  readonly stack: string;
  readonly wishes: Wishes;
  /** Whether the plan is shown and nothing done. */
  readonly dryRun: boolean;
  /** Why a person wants it against what is known. */
  readonly again: string | undefined;
  readonly say: Decision["say"] | undefined;
  readonly reason: string | undefined;
  readonly version: string | undefined;
  readonly to: "blue" | "green" | undefined;
  readonly journal: string | undefined;
  readonly store: string | undefined;
  readonly json: boolean;
}

export const usage = `Usage:
  make release ENV=NAME [DRY_RUN=1] [ONLY=WORKLOADS] [SHARE=PERCENT] [WATCH=TIME] [AGAIN=REASON]
  make release-resume ENV=NAME [SAY=promote|back|end REASON=REASON]
  make rollback ENV=NAME [VERSION=VERSION] [REASON=REASON] [DRY_RUN=1]
  make switch ENV=NAME TO=blue|green [DRY_RUN=1]
  make release-status ENV=NAME [JSON=1]
  make release-history ENV=NAME [JSON=1]
  npx tsx operations/release/main.ts release|resume|rollback|switch|status|history --stack NAME [options]

    release   deploys a stack: migrations of its database, what settings and code change, then what releases/<NAME>.json
              names, stage by stage; takes back builds that do not do well, and goes on with what a killed runner left
    resume    goes on with a release whose runner was stopped, or that waits for a person
    rollback  goes back to what was verified healthy; without VERSION shows what that is
    switch    leads all traffic to the other cell
    status    what runs, since when, and what is under way
    history   every release, by whom, and what became of it
    --stack NAME       dev, staging, production, pr-<n>, or shared for a release of its settings
    --dry-run          shows the plan alone
    --only WORKLOADS   these alone, with commas between them
    --share PERCENT    of its requests that a Worker's new version gets first (default: deploy.yaml)
    --watch TIME       for how long it is judged by them, as 45m (default: deploy.yaml)
    --again REASON     releases what was taken back, takes what runs as it is, or goes without a way back that was tried
    --say DECISION     promote or back: what becomes of a release that waits for a person; end leaves a way back that fails
                       where it is
    --reason REASON    why; it stands in the journal
    --version VERSION  a release's number, a workload's version as admin@1.1.2, or a version that one workload has
    --to CELL          blue or green
    --journal URL      s3://<bucket> or file://<folder> (default: beside the state)
    --store URL        where builds are kept (default: the bucket of releases)
    --json             for programs: status and history

Exit codes: 0 done, 1 refused or taken back, 2 bad input, 3 failed, 4 waits for a person.
`;

/** @throws UsageError that says what is expected. */
export function parseRelease(argv: readonly string[]): ReleaseCommand | "help" {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = {
    ...{ stack: text, only: text, share: text, watch: text, again: text, say: text, reason: text },
    ...{ version: text, to: text, journal: text, store: text },
    ...{ "dry-run": flag, json: flag, help: { type: "boolean", short: "h" } as const },
  };
  const { values, positionals } = readArguments(usage, () =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  if (values.help === true) return "help";
  const command = oneOf("the command", positionals[0] ?? "", commands);
  const { say, to, reason, again, version, journal, store, json = false } = values;
  const stack = requireStack(usage, values.stack);
  if (say !== undefined && (reason ?? "").trim() === "") {
    throw new UsageError(
      "--say needs --reason: why it goes on or back, for whoever reads the journal",
    );
  }
  return {
    command,
    stack,
    wishes: wishesIn(values),
    dryRun: values["dry-run"] ?? false,
    again,
    say: say === undefined ? undefined : oneOf("--say", say, ["promote", "back", "end"]),
    reason,
    version,
    to: to === undefined ? undefined : oneOf("--to", to, ["blue", "green"]),
    journal,
    store,
    json,
  };
}

function wishesIn({
  only,
  share,
  watch,
}: {
  only?: string;
  share?: string;
  watch?: string;
}): Wishes {
  const percent = Number(share);
  if (share !== undefined && !(percent >= 0.01 && percent <= 99)) {
    throw new UsageError(`--share: got "${share}", expected a number from 0.01 to 99`);
  }
  const minutes = watch === undefined ? undefined : minutesOf(watch);
  if (watch !== undefined && minutes === undefined) {
    throw new UsageError(`--watch: got "${watch}", expected a time as 45m or 2h`);
  }
  return {
    ...(only !== undefined && { only: only.split(",").map(workloadMeant) }),
    ...(share !== undefined && { share: percent }),
    ...(minutes !== undefined && { watch: 60 * minutes }),
  };
}

function oneOf<const Name extends string>(what: string, got: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === got);
  if (found !== undefined) return found;
  throw new UsageError(`${what}: got "${got}", expected one of ${names.join(", ")}`);
}
