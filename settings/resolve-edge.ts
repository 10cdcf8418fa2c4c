import type { EdgeWorkerSpec, StaticSiteSpec } from "../blueprint/edge";
import type { Tier } from "../blueprint/tier";
import { tiers } from "../blueprint/tiers";
import { underHost } from "./hosts";
import type { SiteManifest, WorkerManifest } from "./manifest/manifest";
import type { Release } from "./release";
import { secretUses } from "./resolve-secrets";
import { workloadLogin } from "./resolve-login";
import type { WorkerBuild } from "./worker-build";

/** A workload that Cloudflare Workers runs, as one environment runs it. */
export function resolveEdgeWorker(
  name: string,
  manifest: WorkerManifest,
  release: Release,
  build: WorkerBuild,
  environment: { readonly tier: Tier; readonly host: string },
): EdgeWorkerSpec {
  const tier = tiers[environment.tier];
  const { worker } = manifest;
  const login = workloadLogin({ name, manifest }, environment.host);
  return {
    name,
    version: release.version,
    digest: build.digest,
    modulePath: build.modulePath,
    compatibilityDate: worker.compatibilityDate,
    compatibilityFlags: worker.flags,
    cpuMs: worker.cpuMs,
    customDomain:
      worker.domain === undefined ? undefined : underHost(worker.domain, environment.host),
    routes: worker.routes.map((path) => `${environment.host}${path}`),
    healthUrl: workerHealthUrl(worker, environment.host),
    crons: worker.crons,
    login,
    variables: manifest.environment,
    secrets: secretUses(name, manifest.secrets),
    usesDatabase: manifest.uses.database,
    objectStores: manifest.uses.objectStores,
    traffic:
      release.traffic === undefined ? { kind: "all" } : { kind: "split", ...release.traffic },
    logSampling: tier.logSampling,
    previewUrls: environment.tier === "preview" && login === undefined,
  };
}

/** On its own host, or else on the environment's; nothing leads to a Worker that only its schedule starts. */
function workerHealthUrl(
  { domain, routes: [route], healthCheckPath }: WorkerManifest["worker"],
  host: string,
): string | undefined {
  if (domain !== undefined)
    return `https://${underHost(domain, host)}${healthCheckPath ?? "/healthz"}`;
  return route && `https://${host}${healthCheckPath ?? `${route.replace(/\/?\*?$/, "")}/healthz`}`;
}

/** A workload that Cloudflare Pages serves, as one environment serves it. */
export function resolveStaticSite(
  name: string,
  manifest: SiteManifest,
  environment: {
    readonly stack: string;
    readonly host: string;
    readonly branches: readonly string[];
  },
): StaticSiteSpec {
  const { site, environment: variables } = manifest;
  const hosts = site.hosts.map((label) => underHost(label, environment.host));
  return {
    name,
    hosts,
    healthUrl: `https://${hosts[0] ?? environment.host}${site.healthCheckPath ?? "/"}`,
    login: workloadLogin({ name, manifest }, environment.host),
    // Pages wants one branch; an environment that any branch deploys to has its own name for it.
    branch: environment.branches.find((branch) => !branch.includes("*")) ?? environment.stack,
    compatibilityDate: site.compatibilityDate,
    variables,
  };
}
