import { SettingsError } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import { parseStackName, previewHost } from "../../settings/stack-name";

/** Why a stack is none that may be taken down; nothing for `pr-<n>`. */
export function objectionToStack(stack: string): string | undefined {
  const named = parseStackName(stack);
  if ("value" in named && named.value.kind === "ephemeral") return undefined;
  return `Only a pull request's environment is ever taken down: got "${stack}", expected pr-<number>, for example \`make teardown ENV=pr-7\``;
}

/**
 * The AWS account that pull requests' environments live in.
 *
 * @throws SettingsError when the settings of their host don't say.
 */
export function accountOfPullRequests(home: string): string {
  const config = readStackConfig(home, previewHost);
  if ("problems" in config) throw new SettingsError(previewHost, config.problems);
  const { file, values } = config.value;
  const aws = JSON.parse(values["platform:aws"] ?? "{}") as { readonly accountId?: string };
  if (aws.accountId !== undefined) return aws.accountId;
  throw new SettingsError(previewHost, [
    {
      file,
      key: "platform:aws.accountId",
      got: "nothing",
      expected: "the account that pull requests' environments live in",
      fix: 'write `accountId: "111111111111"`',
    },
  ]);
}
