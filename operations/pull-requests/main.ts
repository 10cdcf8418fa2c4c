import * as z from "zod";
import { runCommandLine } from "../command-line";
import { openGitHub } from "../github";
import { ServiceError } from "../json-api";
import { parsePlan, type PlanCommand, usage } from "./options";
import { planOf, pullRequest } from "./plan";

const exitCodes = { told: 0, failed: 3 } as const;

async function run({ commit, number }: PlanCommand): Promise<number> {
  const { api, repository } = openGitHub(process.cwd());
  // The newest hundred: what ended in the last days was touched by that.
  const path = `/repos/${repository}/pulls?state=all&sort=updated&direction=desc&per_page=100`;
  const pulls =
    number === undefined
      ? await api.ask(path, z.array(pullRequest))
      : [await api.ask(`/repos/${repository}/pulls/${String(number)}`, pullRequest)];
  const { up, down } = planOf(pulls, { repository, commit, number, now: Date.now() / 1_000 });
  process.stdout.write(`up=${JSON.stringify(up)}\ndown=${JSON.stringify(down)}\n`);
  return exitCodes.told;
}

void runCommandLine({
  usage,
  parse: parsePlan,
  run,
  explained: { [exitCodes.failed]: [ServiceError] },
  failed: exitCodes.failed,
});
