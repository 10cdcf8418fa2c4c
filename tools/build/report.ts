import type { Built } from "../../artifacts/build/build";
import { columns } from "../../operations/columns";
import { previewHost } from "../../settings/stack-name";
import { releasesFileName } from "../../settings/release";
import { visible, visibleLines } from "../../settings/visible";
import type { BuildCommand } from "./options";

export interface Failure {
  readonly workload: string;
  readonly said: string;
}

/** What was built: a line for each with what a release names, or JSON for machines. */
export function describeBuilds(
  built: readonly Built[],
  { push, dirty, json }: Pick<BuildCommand, "push" | "dirty" | "json">,
): string {
  const builds = built.map(({ build }) => build);
  if (json) return `${JSON.stringify(builds, undefined, 2)}\n`;
  if (builds.length === 0) return "";
  const rows = columns(
    builds.map(({ workload, version, commit, digest }) => [
      ...[workload, version, dirty ? "the checkout" : commit.slice(0, 12), digest],
    ]),
  );
  const lines = built.flatMap(({ doubts }, index) => [
    rows[index] ?? "",
    ...doubts.map((doubt) => `  ${doubt}`),
  ]);
  const next = push
    ? [`${releasesFileName(previewHost)} names what was built: commit it`]
    : dirty
      ? []
      : ["Nothing is recorded: PUSH=1 puts it into the store and into dev's releases"];
  return [...lines, ...next].map((line) => `${visible(line)}\n`).join("");
}

export function describeFailures(failures: readonly Failure[]): string {
  return failures.map(({ workload, said }) => `${visibleLines(`${workload}: ${said}`)}\n`).join("");
}
