import type { Tenancies } from "../../blueprint/tenancies";
import { SettingsError } from "../../settings/problem";
import { tenanciesOf } from "../../settings/project";
import { readStackConfig } from "../../settings/stack-file";
import { parseStackName, previewHost } from "../../settings/stack-name";

/** Why a stack is none that may be taken down; nothing for `pr-<n>`. */
export function objectionToStack(stack: string): string | undefined {
  const named = parseStackName(stack);
  if ("value" in named && named.value.kind === "ephemeral") return undefined;
  return `Only a pull request's environment is ever taken down: got "${stack}", expected pr-<number>, for example \`make teardown ENV=pr-7\``;
}

/**
 * What pull requests' environments stand on, at every vendor.
 *
 * @throws SettingsError when the settings of their host can't be read.
 */
export function tenanciesOfPullRequests(home: string): Tenancies {
  const config = readStackConfig(home, previewHost);
  if ("problems" in config) throw new SettingsError(previewHost, config.problems);
  return tenanciesOf(config.value.values);
}
