import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";

export interface InitCommand {
  /** File of answers. */
  readonly answers: string | undefined;
  /** `name=value`, in place of the file's. */
  readonly set: readonly string[];
  readonly dryRun: boolean;
}

export const usage = `Usage:
  make init [ANSWERS=FILE] [SET="NAME=VALUE …"] [DRY_RUN=1]
  npx tsx tools/init/main.ts [--answers FILE] [--set NAME=VALUE]… [--dry-run]

    makes this platform yours: asks for what only you know, and writes the settings, policies/environments.yaml, owners of
    code and the names in documents; empties the releases where product or registry change. Run again, it changes what
    is answered otherwise, and leaves all else as it is.
    --answers FILE    answers as YAML, by the keys of the settings, those of a stack below its name, for example
                      { product: kiosk, dev: { aws: { accountId: "111122223333" } } }
    --set NAME=VALUE  one answer, for example dev.aws.accountId=111122223333; a list with commas, none for nothing
    --dry-run         shows what would be written

Exit codes: 0 written and the preview is clean, 1 written and the preview objects, 2 bad input or nothing written, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseInit(argv: readonly string[]): InitCommand | "help" {
  const options = {
    answers: { type: "string" },
    set: { type: "string", multiple: true },
    "dry-run": { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const set = (values.set ?? []).flatMap((text) => text.split(/\s+/)).filter((each) => each !== "");
  return { answers: values.answers, set, dryRun: values["dry-run"] === true };
}
