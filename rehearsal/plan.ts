import { join } from "node:path";
import type { EnvironmentSpec } from "../blueprint/environment";
import type { Workload } from "../settings/read-workloads";
import { UsageError } from "../settings/usage-error";
import type { Address } from "./addresses";
import { type Build, build } from "./builds";
import type { Startable } from "./fleet/container-process";
import type { Visit } from "./fleet/visitors";
import type { Ground } from "./ground";
import type { RehearseCommand } from "./options";

/** Percent that a Worker's new version gets first, where its manifest has none. */
const usualShare = 5;

/** One build in place of another. */
export interface Step {
  readonly workload: Workload;
  readonly from: Build;
  readonly to: Build;
}

/** What a rehearsal releases. */
export interface Plan {
  /** A new version of every workload. */
  readonly good: readonly Step[];
  /** One more of one workload, with something wrong in it. */
  readonly bad: readonly [Step];
  /** All of them, in the order of their releases. */
  readonly builds: readonly Build[];
}

/** @throws UsageError where the workload that is to be bad can't be. */
export function planOf(
  {
    root,
    fault,
    workload: name,
  }: Pick<RehearseCommand, "fault" | "workload"> & { readonly root: string },
  { workloads, builds: first, project }: Ground,
): Plan {
  const faulty = faultyOf(workloads, fault, name);
  const into = join(project, "..", "builds");
  const good = workloads.flatMap((workload): Step[] => {
    const from = first.find((each) => each.workload === workload.name);
    if (from === undefined) return [];
    return [
      {
        workload,
        from,
        to: build({ root, project }, join(into, "good"), workload, { version: after(from) }),
      },
    ];
  });
  const before = good.find(({ workload }) => workload === faulty)?.to;
  if (before === undefined) throw new RangeError(`${faulty.name} has no build`);
  const worse = build({ root, project }, join(into, "bad"), faulty, {
    version: after(before),
    fault,
  });
  return {
    good,
    bad: [{ workload: faulty, from: before, to: worse }],
    builds: [...first, ...good.map(({ to }) => to), worse],
  };
}

function faultyOf(
  workloads: readonly Workload[],
  fault: string,
  name: string | undefined,
): Workload {
  const able = workloads.filter(({ manifest }) => manifest.target !== "cloudflare-pages");
  const usual = fault === "crash" ? "aws-ecs" : "cloudflare-worker";
  const found =
    name === undefined
      ? (able.find(({ manifest }) => manifest.target === usual) ?? able[0])
      : able.find((workload) => workload.name === name);
  if (found !== undefined) return found;
  const expected = able.map((workload) => workload.name).join(" or ");
  throw new UsageError(`IN: got ${name ?? "nothing"}, expected ${expected}`);
}

/** The next minor version. */
function after({ version }: Build): string {
  const [major = "1", minor = "0"] = version.split(".");
  return `${major}.${String(Number(minor) + 1)}.0`;
}

/** How the containers among them start, by digest. */
export function startables(builds: readonly Build[]): Readonly<Record<string, Startable>> {
  const some = builds.filter(({ command }) => command.length > 0);
  return Object.fromEntries(
    some.map(({ digest, folder, command }) => [digest, { folder, command }]),
  );
}

/** Percent of a workload's requests that a new version gets before it has been judged by any. */
export function shareOf(
  { name, manifest: { deployment } }: Workload,
  { containerServices }: Pick<EnvironmentSpec, "containerServices">,
): number {
  const container = containerServices.find((service) => service.name === name);
  if (container === undefined) return deployment.canaryPercentage ?? usualShare;
  const { rollout } = container;
  return rollout.strategy === "CANARY" ? rollout.canaryPercent : 100;
}

/**
 * Who asks for what: most ask Workers, and the container that is to be bad, whose canary can't be judged by fewer than its
 * alarms want in a minute.
 */
export function visitsOf(
  addresses: readonly Address[],
  { bad: [{ workload: faulty }], good }: Plan,
  rate: number,
): readonly Visit[] {
  const weights = addresses.map((address) => {
    const target = good.find(({ workload }) => workload.name === address.workload)?.workload
      .manifest.target;
    if (target === "cloudflare-worker") return 60;
    if (target === "cloudflare-pages") return 3;
    return address.workload === faulty.name ? 40 : 8;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return addresses.map(({ workload, host, path }, place) => ({
    workload,
    host,
    path,
    perSecond: (rate * (weights[place] ?? 0)) / total,
  }));
}
