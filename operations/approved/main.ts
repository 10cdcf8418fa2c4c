import { runCommandLine } from "../command-line";
import { openGitHub } from "../github";
import { ServiceError } from "../json-api";
import { approvedText } from "./approved";
import { type ApprovedCommand, parseApproved, usage } from "./options";

const exitCodes = { told: 0, unknown: 1, failed: 3 } as const;

async function run({ commit }: ApprovedCommand): Promise<number> {
  const text = await approvedText(openGitHub(process.cwd()), commit);
  if (text !== undefined) {
    process.stdout.write(`${text}\n`);
    return exitCodes.told;
  }
  process.stderr.write(
    `no merged pull request made ${commit}: start promote.yml by hand with the passport that was approved\n`,
  );
  return exitCodes.unknown;
}

void runCommandLine({
  usage,
  parse: parseApproved,
  run,
  explained: { [exitCodes.failed]: [ServiceError] },
  failed: exitCodes.failed,
});
