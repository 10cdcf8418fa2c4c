import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack, UpOptions } from "@pulumi/pulumi/automation";
import { CORE_SCHEMA, dump, load, timestampTag } from "js-yaml";
import { judgedUp } from "../../engine/judged-up";
import { isMap } from "../../settings/parse-text";
import { projectName } from "../../settings/stack-file";
import type { Settings } from "./world";

const schema = CORE_SCHEMA.withTags(timestampTag);

/**
 * `up`, judged by the policies first, with settings in place of the stack file's.
 *
 * @param settle - milliseconds until a service surely lists what was made.
 * @throws CommandError, OrphanError, StragglerError, InquiryError, EngineError
 */
export async function upWith(
  stack: Stack,
  settings: Settings,
  options: UpOptions,
  settle: number,
): Promise<void> {
  await withSettings(stack, settings, (configFile) =>
    judgedUp(stack, { ...options, configFile }, settle),
  );
}

/**
 * Does something with settings in place of the stack file's: they stand in a copy of it that is gone afterwards, so that no file
 * of the checkout says what only this release means.
 */
export async function withSettings<Result>(
  stack: Stack,
  settings: Settings,
  work: (configFile: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    const configFile = join(folder, `Pulumi.${stack.name}.yaml`);
    const text = textWith(ownFileOf(stack), settings);
    writeFileSync(configFile, text, { mode: 0o600 });
    const releasing = join(folder, "releasing.json");
    writeFileSync(releasing, JSON.stringify(knownIn(settings)));
    // The engine hands it to the policy pack, which knows releases/ alone (policies/pack-data.ts).
    stack.workspace.envVars = { ...stack.workspace.envVars, PLATFORM_RELEASING: releasing };
    return await work(configFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the policies have to know of a release besides what releases/ says. */
function knownIn({ releases, ran = {} }: Settings) {
  const stable = Object.values(releases).flatMap(({ traffic }) => traffic?.stableVersionId ?? []);
  return { stable, ran };
}

/** A stack's file with the settings in place of its own. */
export function textWith(text: string, { releases, live, warm }: Settings): string {
  const content = load(text, { schema });
  const { config, ...others } = isMap(content) ? content : {};
  const given = { releases: JSON.stringify(releases), live, warm };
  const own = Object.entries(isMap(config) ? config : {});
  const kept = own.filter(([key]) => !(key === keyOf("warm") && warm === null));
  const changed = Object.entries(given).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [[keyOf(key), value] as const],
  );
  return dump({ ...others, config: Object.fromEntries([...kept, ...changed]) }, { schema });
}

function keyOf(name: string): string {
  return `${projectName}:${name}`;
}

function ownFileOf({ name, workspace }: Stack): string {
  const file = join(workspace.workDir, `Pulumi.${name.slice(name.lastIndexOf("/") + 1)}.yaml`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
