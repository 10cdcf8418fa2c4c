import { stackBefore } from "../../settings/waiting";
import type { Workload } from "../../settings/read-workloads";
import { parseStackName, previewHost } from "../../settings/stack-name";

/** A command of the project or of a workload, as a person could type it. */
export interface Step {
  /** The workload or the environment that it is about. */
  readonly about: string;
  readonly command: readonly string[];
}

/** Steps that need not wait for one another. */
export type Stage = readonly Step[];

/** The tests of workloads: each has what it needs installed first. */
export function testStage(workloads: readonly Pick<Workload, "name" | "folder">[]): Stage {
  return workloads.map(({ name, folder }) => ({
    about: name,
    command: ["make", "--no-print-directory", "-C", folder, "install", "test"],
  }));
}

/**
 * What brings workloads into an environment. dev and staging take what is built here, production what staging ran, and a
 * pull request's what its checkout and dev's records say: nothing is built twice, since a commit has one digest.
 *
 * @param scope - `these` leaves the environment's other workloads and its settings as they are, `whole` takes settings
 *   and releases as well that came otherwise, `all` hands on every build besides.
 */
export function deployStages(
  stack: string,
  workloads: readonly string[],
  scope: "these" | "whole" | "all",
): readonly Stage[] {
  const named = parseStackName(stack);
  const tier = "value" in named && named.value.kind === "permanent" ? named.value.tier : undefined;
  const before = tier === undefined ? undefined : stackBefore(tier);
  const isBuilt = tier === previewHost || before === previewHost;
  const builds = workloads.map((name) => make(name, "build", `APP=${name}`, "PUSH=1"));
  // They write the same file, one after the other.
  const handOn = (about: string, ...app: readonly string[]) => [
    make(about, "promote", `FROM=${String(before)}`, `TO=${stack}`, ...app),
  ];
  const promotions =
    scope === "all" ? [handOn(stack)] : workloads.map((name) => handOn(name, `APP=${name}`));
  const chosen = scope === "these" ? [`ONLY=${workloads.join(",")}`] : [];
  return [
    ...(isBuilt ? [builds] : []),
    ...(before === undefined ? [] : promotions),
    [make(stack, "release", `ENV=${stack}`, ...chosen)],
  ].filter((stage) => stage.length > 0);
}

function make(about: string, ...args: readonly string[]): Step {
  return { about, command: ["make", "--no-print-directory", ...args] };
}

/** A step as a person types it. */
export function typed({ command }: Step): string {
  return command.filter((word) => word !== "--no-print-directory").join(" ");
}
