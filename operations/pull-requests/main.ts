import * as z from "zod";
import { parseSettings } from "../../settings/parse-settings";
import { SettingsError } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import type { SharedSettings } from "../../settings/stack/settings";
import { UsageError } from "../../settings/usage-error";
import { runCommandLine } from "../command-line";
import { JsonApi, ServiceError } from "../json-api";
import { parsePlan, type PlanCommand, usage } from "./options";
import { planOf, pullRequest } from "./plan";

const exitCodes = { told: 0, failed: 3 } as const;

async function run({ commit, number }: PlanCommand): Promise<number> {
  const repository = repositoryOf(process.cwd());
  const { GITHUB_TOKEN: token = "", GITHUB_API_URL: address = "https://api.github.com" } =
    process.env;
  if (token === "")
    throw new UsageError("GITHUB_TOKEN is missing: a token that reads pull requests");
  const github = new JsonApi({
    name: "GitHub",
    address,
    headers: { authorization: `Bearer ${token}`, "x-github-api-version": "2022-11-28" },
  });
  // The newest hundred: what ended in the last days was touched by that.
  const path = `/repos/${repository}/pulls?state=all&sort=updated&direction=desc&per_page=100`;
  const pulls =
    number === undefined
      ? await github.ask(path, z.array(pullRequest))
      : [await github.ask(`/repos/${repository}/pulls/${String(number)}`, pullRequest)];
  const { up, down } = planOf(pulls, { repository, commit, number, now: Date.now() / 1_000 });
  process.stdout.write(`up=${JSON.stringify(up)}\ndown=${JSON.stringify(down)}\n`);
  return exitCodes.told;
}

/** @throws SettingsError */
function repositoryOf(root: string): string {
  const config = readStackConfig(root, "shared");
  if ("problems" in config) throw new SettingsError("shared", config.problems);
  const shared = parseSettings("shared", "shared", config.value);
  if ("problems" in shared) throw new SettingsError("shared", shared.problems);
  const { github } = shared.value.values as SharedSettings;
  return `${github.owner}/${github.repository}`;
}

void runCommandLine({
  usage,
  parse: parsePlan,
  run,
  explained: { [exitCodes.failed]: [ServiceError] },
  failed: exitCodes.failed,
});
