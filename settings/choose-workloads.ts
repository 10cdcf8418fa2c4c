import { hintAt } from "./nearest";
import { SettingsError } from "./problem";
import { readWorkloads, type Workload } from "./read-workloads";
import { UsageError } from "./usage-error";

/** The name in what a person writes for a workload: itself, or its folder as a shell completes it. */
export function workloadMeant(text: string): string {
  return /^(?:apps|services)\/([^/]+)$/.exec(withoutEnds(text))?.[1] ?? withoutEnds(text);
}

/**
 * One workload, or all of them; a broken one that is not meant is no obstacle.
 *
 * @param option - how the caller calls `app`, for the message.
 * @throws UsageError, SettingsError
 */
export function chooseWorkloads(
  root: string,
  app: string | undefined,
  option = "--app",
): readonly Workload[] {
  const { sound, names, problems } = readWorkloads(root);
  if (app === undefined) {
    if (problems.length > 0) throw new SettingsError("shared", problems);
    return sound;
  }
  const name = workloadMeant(app);
  const theirs = problems.filter(({ file }) => file.split("/")[1] === name);
  if (theirs.length > 0) throw new SettingsError("shared", theirs);
  const found = sound.find((workload) => workload.name === name);
  if (found !== undefined && [name, found.folder].includes(withoutEnds(app))) return [found];
  const hint = found === undefined ? hintAt(name, [...names]) : `, did you mean ${found.folder}?`;
  throw new UsageError(`${option}: got "${app}", expected a folder in apps/ or services/${hint}`);
}

function withoutEnds(text: string): string {
  return text.trim().replace(/^\.\//, "").replace(/\/$/, "");
}
