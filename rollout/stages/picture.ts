import type { CellName } from "../../blueprint/tier";

/** What an environment really runs, as its clouds say; nothing here comes from a file of the checkout. */
export interface Picture {
  /** By workload. */
  readonly workers: Readonly<Record<string, WorkerPicture>>;
  /** One for each container service in each cell of the home region. */
  readonly services: readonly ServicePicture[];
  /** By workload; nothing is known of a site that was never uploaded. */
  readonly sites: Readonly<Record<string, SiteDeployment>>;
  readonly live: CellName;
  readonly warm: CellName | undefined;
  /** Whether the recovery cell was given tasks. Default: no. */
  readonly isFailedOver?: boolean;
  /** Names of the environment's alarms that are in ALARM. */
  readonly alarms: readonly string[];
  /** What an `up` that was killed left behind, one sentence each. */
  readonly unfinished: readonly string[];
}

export interface WorkerPicture {
  /** What its newest deployment serves; the percentages add up to 100. */
  readonly serves: readonly ServedVersion[];
  /** Cloudflare's id of the version that the last `up` uploaded, whether or not it serves. */
  readonly uploaded: string | undefined;
}

export interface ServedVersion {
  readonly versionId: string;
  readonly percentage: number;
  /** Digest of its module as the version's message says it; nothing where a person uploaded it. */
  readonly digest: string | undefined;
  /** The version people speak of, as its tag says it. */
  readonly version: string | undefined;
}

export interface ServicePicture {
  readonly workload: string;
  readonly cell: CellName;
  /** Digest of the image that ECS runs; nothing where that is not the one that the last `up` asked for. */
  readonly digest: string | undefined;
  /** The version people speak of, as the container is told it. */
  readonly version: string | undefined;
  readonly running: number;
  readonly desired: number;
  /** Whether ECS says that it has reached a steady state with what it runs. */
  readonly isSteady: boolean;
  /** Why it runs something else than the last `up` asked for, where it does. */
  readonly lag: string | undefined;
  /** Whether ECS is still at work on what was asked for; what it took back, the next `up` deploys again. */
  readonly isUnderWay: boolean;
}

/** A deployment of a site at Cloudflare Pages. */
export interface SiteDeployment {
  readonly id: string;
  /** Its own address, at which it is reached before it is live. */
  readonly url: string;
  /** Digest of the archive that was uploaded; nothing where something else uploaded it. */
  readonly digest: string | undefined;
}
