import { parseArgs } from "node:util";
import { workloadMeant } from "../../settings/choose-workloads";
import { hintAt } from "../../settings/nearest";
import { permanentStacks, stackMeant, type PermanentStack } from "../../settings/stack-name";
import { UsageError } from "../../settings/usage-error";
import { stackBefore } from "../../settings/waiting";
import { readArguments } from "../command-line";

export interface PromoteCommand {
  readonly from: PermanentStack;
  readonly to: PermanentStack;
  /** A workload's name. Default: all that differ. */
  readonly app: string | undefined;
  readonly store: string | undefined;
  /** Where FROM's journal is. Default: beside its state. */
  readonly journal: string | undefined;
  /** Why a person wants what was not verified for long enough. */
  readonly unverified: string | undefined;
}

export const usage = `Usage:
  make promote FROM=NAME TO=NAME [APP=NAME] [STORE=URL] [JOURNAL=URL] [UNVERIFIED=REASON]
  npx tsx operations/promote/main.ts --from NAME --to NAME [--app NAME] [--store URL] [--journal URL]
                                     [--unverified REASON]

    writes into releases/<TO>.json the builds that releases/<FROM>.json names: the same digests, nothing is built.
    Refuses what FROM's journal does not have as verified healthy for as long as TO's tier wants (blueprint/tiers.ts:
    soakMinutes), what did not pass the quality gates of its deploy.yaml (as make gates ENV=FROM), and what the store has not.
    Notes for production in releases/migrations.json which migrations FROM's journal has.
    --from NAME          dev or staging
    --to NAME            the environment after it
    --app NAME           a workload (default: all whose builds differ)
    --store URL          s3://<bucket>/<prefix> or file:///<folder> (default: the bucket of releases that \`shared\` declares)
    --journal URL        s3://<bucket> or file://<folder> (default: the backend that \`pulumi login\` names, which has to be FROM's)
    --unverified REASON  goes on with what was not verified; the reason belongs into the commit

    GITHUB_TOKEN         and perhaps SONAR_HOST_URL and SONAR_TOKEN: as make gates

Exit codes: 0 written, or nothing to write, 1 refused, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parsePromote(argv: readonly string[]): PromoteCommand | "help" {
  const options = {
    from: { type: "string" },
    to: { type: "string" },
    app: { type: "string" },
    store: { type: "string" },
    journal: { type: "string" },
    unverified: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const [from, to] = [stackOf("from", values.from), stackOf("to", values.to)];
  const before = stackBefore(to);
  if (before !== from) {
    const expected =
      before === undefined ? `${to} takes what was built` : `${to} takes what ran in ${before}`;
    throw new UsageError(`--from ${from} --to ${to}: ${expected}`);
  }
  const { app, store, journal, unverified } = values;
  return { from, to, app: app && workloadMeant(app), store, journal, unverified };
}

function stackOf(option: string, word = ""): PermanentStack {
  const name = stackMeant(word);
  const found = permanentStacks.find((stack) => stack === name);
  if (found !== undefined) return found;
  const hint = hintAt(name, permanentStacks);
  throw new UsageError(
    `--${option}: got "${name}", expected one of ${permanentStacks.join(", ")}${hint}`,
  );
}
