import type { SecretSource, SecretSpec, SecretUse } from "../blueprint/secret";
import type { Manifest } from "./manifest/manifest";
import type { Workload } from "./read-workloads";

/** The store that each target reads; what a site needs, it needs while GitHub builds it. */
const storeOf = {
  "aws-ecs": "secrets-manager",
  "cloudflare-worker": "worker",
  "cloudflare-pages": "github",
} as const satisfies Record<Manifest["target"], SecretSpec["stores"][number]>;

/** Every secret of an environment; one without a GitHub environment of its own has none to keep there. */
export function resolveSecrets(
  workloads: readonly Workload[],
  hasGate: boolean,
): readonly SecretSpec[] {
  return workloads.flatMap(({ name, manifest }) => {
    const store = storeOf[manifest.target];
    if (store === "github" && !hasGate) return [];
    return Object.entries(manifest.secrets).map(([variable, source]) => ({
      name: secretName(name, variable),
      workload: name,
      source,
      stores: [store],
    }));
  });
}

export function secretUses(
  workload: string,
  secrets: Readonly<Record<string, SecretSource>>,
): readonly SecretUse[] {
  return Object.keys(secrets).map((variable) => ({
    variable,
    secret: secretName(workload, variable),
  }));
}

function secretName(workload: string, variable: string): string {
  return `${workload}/${variable}`;
}
