import { databaseBackup } from "../blueprint/names";
import type { EnvironmentInputs } from "./environment-inputs";
import { permanentStacks, previewHost } from "./stack-name";

/**
 * Which workloads have no release in an environment yet. What of them is not what runs is declared all the same: secrets
 * for people to write, a site's project, the names in certificates. Their first release then only adds to it.
 */
export function waitingIn(inputs: EnvironmentInputs): readonly string[] {
  const { stack, workloads, releases } = inputs;
  return [
    ...workloads
      .filter(({ name }) => !releases.has(name))
      .map(({ name }) => `${name} waits for a release: ${commandThatBrings(name, stack)}`),
    ...backupsWaiting(inputs),
  ];
}

/** What the backups of a database lack before a schedule makes them. */
function backupsWaiting({ stack, settings, releases }: EnvironmentInputs): readonly string[] {
  if (settings.kind === "ephemeral" || settings.values.database === false) return [];
  const { neon, objectStores } = settings.values;
  if (neon === undefined) return [];
  const what = "the schedule of the database's backups waits for";
  return [
    ...(releases.has(databaseBackup)
      ? []
      : [`${what} a release: ${commandThatBrings(databaseBackup, stack)}`]),
    ...(neon.backupRecipients === undefined
      ? [`${what} somebody who can open them: make db-backup ENV=${stack} NEW_KEY=1`]
      : []),
    ...(objectStores.length === 0 ? [`${what} an object store: platform:objectStores`] : []),
  ];
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
