import { parseSettings } from "../settings/parse-settings";
import { SettingsError } from "../settings/problem";
import { readStackConfig } from "../settings/stack-file";
import type { SharedSettings } from "../settings/stack/settings";
import { UsageError } from "../settings/usage-error";
import { JsonApi } from "./json-api";

/**
 * GitHub's API as a job or a person reaches it.
 *
 * @param env - the process's variables.
 * @param what - the token is for, to follow "a token that".
 * @throws UsageError where there is no token.
 */
export function gitHubApi(
  env: Readonly<Record<string, string | undefined>>,
  what: string,
): JsonApi {
  const { GITHUB_TOKEN: token = "", GITHUB_API_URL: address = "https://api.github.com" } = env;
  if (token === "") throw new UsageError(`GITHUB_TOKEN is missing: a token that ${what}`);
  return new JsonApi({
    name: "GitHub",
    address,
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
    },
  });
}

/** GitHub's API, and the repository that shared's settings name. */
export interface GitHub {
  readonly api: JsonApi;
  /** `<owner>/<name>`. */
  readonly repository: string;
}

/**
 * @param root - the project's folder.
 * @throws SettingsError, UsageError where there is no token.
 */
export function openGitHub(root: string): GitHub {
  const api = gitHubApi(process.env, "reads pull requests");
  return { api, repository: repositoryOf(root) };
}

function repositoryOf(root: string): string {
  const config = readStackConfig(root, "shared");
  if ("problems" in config) throw new SettingsError("shared", config.problems);
  const shared = parseSettings("shared", "shared", config.value);
  if ("problems" in shared) throw new SettingsError("shared", shared.problems);
  const { github } = shared.value.values as SharedSettings;
  return `${github.owner}/${github.repository}`;
}
