import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EnvironmentSpec } from "../blueprint/environment";
import { physicalName } from "../blueprint/names";
import type { Workload } from "../settings/read-workloads";

/** Where visitors ask a workload for something that it answers with 200. */
export interface Address {
  readonly workload: string;
  readonly host: string;
  readonly path: string;
  /** What Cloudflare calls it, where it is a Worker. */
  readonly script: string;
}

export function addressesOf(
  project: string,
  { identity, containerServices, edgeWorkers, staticSites }: EnvironmentSpec,
  workloads: readonly Workload[],
): readonly Address[] {
  const pathOf = (name: string) => {
    const folder = workloads.find((workload) => workload.name === name)?.folder ?? "";
    const makefile = readFileSync(join(project, folder, "Makefile"), "utf8");
    return /^HEALTH_PATH := (\S+)$/m.exec(makefile)?.[1] ?? "/";
  };
  const { product, stack } = identity;
  return [
    ...edgeWorkers.map(({ name, routes: [route = ""] }) => ({
      workload: name,
      host: route.split("/")[0] ?? "",
      path: pathOf(name),
      script: physicalName("worker", product, stack, name),
    })),
    ...containerServices.map(({ name, host, healthCheckPath }) => ({
      workload: name,
      host,
      path: healthCheckPath,
      script: "",
    })),
    ...staticSites.map(({ name, hosts: [host = ""] }) => ({
      workload: name,
      host,
      path: pathOf(name),
      script: "",
    })),
  ];
}
