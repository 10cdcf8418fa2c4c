import { columns } from "../../operations/columns";
import { chooseWorkloads } from "../../settings/choose-workloads";
import { readReleases } from "../../settings/release";
import { permanentStacks } from "../../settings/stack-name";
import { visible } from "../../settings/visible";

/** Workloads of a folder, or of both: where each runs, and the version that each environment has a release of. */
export function listWorkloads(
  root: string,
  { inFolder = "", json }: { readonly inFolder?: string | undefined; readonly json: boolean },
): string {
  const releases = permanentStacks.map((stack) => readReleases(root, stack, undefined).sound);
  const listed = chooseWorkloads(root, undefined)
    .filter(({ folder }) => folder.startsWith(inFolder))
    .map(({ name, folder, manifest: { target, version } }) => {
      const versions = permanentStacks.map((stack, place) => [
        stack,
        releases[place]?.get(name)?.version ?? null,
      ]);
      return { name, folder, target, version, released: Object.fromEntries(versions) as object };
    });
  if (json) return `${JSON.stringify(listed, null, 2)}\n`;
  if (listed.length === 0) return `There is no workload in ${inFolder || "apps and services"}\n`;
  const rows = listed.map(({ name, target, version, released }) => [
    ...[name, target, version],
    ...Object.values(released).map((one: string | null) => one ?? "none"),
  ]);
  return columns([["Workload", "Target", "Version", ...permanentStacks], ...rows])
    .map((line) => `${visible(line)}\n`)
    .join("");
}
