import type { WorkloadLoginSpec } from "./login";
import type { SecretUse } from "./secret";

/** A Worker's traffic: all of it on the declared version, or a share beside the version that serves now. */
export type WorkerTrafficSpec =
  | { readonly kind: "all" }
  | {
      readonly kind: "split";
      /** Percent of requests that go to the declared version, 0 to 99. */
      readonly percentage: number;
      /** Cloudflare's id of the version that gets the rest. */
      readonly stableVersionId: string;
    };

export interface EdgeWorkerSpec {
  readonly name: string;
  readonly version: string;
  /** Content digest of the bundle: `sha256:<64 hex digits>`. */
  readonly digest: string;
  /** Path of the built ES module, relative to the project. */
  readonly modulePath: string;
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
  /** CPU milliseconds a request may use. */
  readonly cpuMs: number;
  /** Host name of its own; `undefined` where it is reached by routes alone. */
  readonly customDomain: string | undefined;
  /** Route patterns with host, for example `staging.monepiceriz.ci/api/accounts/*`. */
  readonly routes: readonly string[];
  /** What answers 200 while it is healthy; `undefined` where no address leads to it. */
  readonly healthUrl: string | undefined;
  readonly crons: readonly string[];
  /** What people log in before; `undefined` where everybody comes in. */
  readonly login: WorkloadLoginSpec | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretUse[];
  readonly usesDatabase: boolean;
  readonly objectStores: readonly string[];
  readonly traffic: WorkerTrafficSpec;
  /** Share of requests whose logs are kept, 0 to 1. */
  readonly logSampling: number;
  /** Whether each version gets a preview URL, which no login stands before; only on ephemeral environments. */
  readonly previewUrls: boolean;
}

export interface StaticSiteSpec {
  readonly name: string;
  /** Host names that serve it; the first is the canonical one. */
  readonly hosts: readonly string[];
  /** What answers 200 while it is healthy. */
  readonly healthUrl: string;
  /** What people log in before; `undefined` where everybody comes in. */
  readonly login: WorkloadLoginSpec | undefined;
  /** The branch whose build Cloudflare calls production; each environment has a Pages project of its own. */
  readonly branch: string;
  readonly compatibilityDate: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What holds for every host of a zone: only one environment can say it. */
export interface ZoneSpec {
  /** Requests that the environment's hosts take from one address; declared but disabled in dev. */
  readonly rateLimit: { readonly requestsPerMinute: number; readonly enabled: boolean };
}
