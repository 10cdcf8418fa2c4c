import type { Workload } from "./read-workloads";

/** An address that a workload answers, and the key of its manifest that says so. */
export interface Address {
  readonly key: string;
  readonly address: string;
}

/** Full name of a label under the environment's host; `@` is the host itself. */
export function underHost(label: string, host: string): string {
  return label === "@" ? host : `${label}.${host}`;
}

/** What of a workload its addresses follow from. */
export type Addressed = Pick<Workload, "name" | "manifest">;

export function hostsOf({ name, manifest }: Addressed, host: string): readonly Address[] {
  switch (manifest.target) {
    case "aws-ecs":
      return [{ key: "container.host", address: underHost(manifest.container.host ?? name, host) }];
    case "cloudflare-worker":
      return manifest.worker.domain === undefined
        ? []
        : [{ key: "worker.domain", address: underHost(manifest.worker.domain, host) }];
    case "cloudflare-pages":
      return manifest.site.hosts.map((label, index) => ({
        key: `site.hosts[${String(index)}]`,
        address: underHost(label, host),
      }));
  }
}

export function routesOf({ manifest }: Addressed, host: string): readonly Address[] {
  if (manifest.target !== "cloudflare-worker") return [];
  return manifest.worker.routes.map((path, index) => ({
    key: `worker.routes[${String(index)}]`,
    address: `${host}${path}`,
  }));
}
