import type { EnvironmentInputs } from "./environment-inputs";
import { permanentStacks, previewHost } from "./stack-name";

/**
 * Which workloads have no release in an environment yet. What of them is not what runs is declared all the same: secrets
 * for people to write, a site's project, the names in certificates. Their first release then only adds to it.
 */
export function waitingIn({
  stack,
  workloads,
  releases,
}: Pick<EnvironmentInputs, "stack" | "workloads" | "releases">): readonly string[] {
  return workloads
    .filter(({ name }) => !releases.has(name))
    .map(({ name }) => `${name} waits for a release: ${commandThatBrings(name, stack)}`);
}

function commandThatBrings(workload: string, stack: string): string {
  const before = stackBefore(stack);
  return before === undefined
    ? `make build APP=${workload} PUSH=1`
    : `make promote FROM=${before} TO=${stack} APP=${workload}`;
}

/** The environment that a release passes before; `undefined` for those that take what was built. */
export function stackBefore(stack: string): string | undefined {
  const place = permanentStacks.findIndex((name) => name === stack);
  return place <= permanentStacks.indexOf(previewHost) ? undefined : permanentStacks[place - 1];
}
