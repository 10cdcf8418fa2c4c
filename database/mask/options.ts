import { readOptions } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface MaskCommand {
  /** `plan` only looks; `neon` asks no database at all. */
  readonly task: "refresh" | "plan" | "neon";
  readonly into: string;
  readonly neon: string;
  readonly json: boolean;
}

export const usage = `Usage:
  make staging-data [INTO=URL] [JSON=1]
  make staging-data DRY_RUN=1 [JSON=1]
  make staging-data NEON=DATABASE
  npx tsx database/mask/main.ts [--into URL] [--dry-run] [--neon DATABASE] [--json]

    puts production's rows into staging's database, masked by database/mask/rules.yaml, reads back all that was written, and looks
    for mail, phones, cards and every value that was masked; all in one transaction, so that staging has the old rows or the new
    --into URL       staging's database, by the role that owns it (default: STAGING_DATABASE_URL, which no list of processes shows).
                     It says of itself that it takes masked data: ALTER DATABASE … SET platform.data = 'masked'
    --dry-run        the plan: each table, and what becomes of its columns
    --neon DATABASE  the rules as a masked branch of Neon takes them, or which it can't
    --json           the answer as JSON
    DATABASE_URL     production's database, by the role read_only, in the network that it admits

Exit codes: 0 done, 1 refused or failed, and nothing was changed, 2 bad input, 3 a defect.
`;

/** @throws UsageError that says what is expected. */
export function parseMask(argv: readonly string[]): MaskCommand | "help" {
  const values = readOptions(usage, argv, { texts: ["into", "neon"], flags: ["dry-run", "json"] });
  if (values === "help") return "help";
  const { into = process.env.STAGING_DATABASE_URL ?? "", neon = "", json } = values;
  const task = neon !== "" ? "neon" : values["dry-run"] ? "plan" : "refresh";
  if (task === "refresh" && into === "") {
    throw new UsageError(
      `--into is missing, or STAGING_DATABASE_URL: staging's database\n\n${usage}`,
    );
  }
  return { task, into, neon, json };
}
