import type { Tier } from "../environments";
import type { Metric, World } from "./alarm";

/** What a service's visitors get in a minute. */
export interface Traffic {
  readonly requests: number;
  /** Of them those that fail. */
  readonly failures: number;
  /** Seconds within which as many percent of the answers come. */
  readonly p95: number;
  readonly p99: number;
  /** Tasks that fail their health check. */
  readonly unhealthy: number;
}

/** Something that happens to a target group, and goes on until somebody hears of it. */
export interface Situation {
  /** As the end of "when". */
  readonly when: string;
  readonly traffic: Traffic;
  /** Longest that an alarm may look at it. */
  readonly withinSeconds: number;
  /** Whether a deployment that causes it is taken back. */
  readonly endsDeployment: boolean;
  /** Whether somebody is woken, rather than told. */
  readonly wakes: boolean;
  readonly source: string;
}

export const well: Traffic = { requests: 1_000, failures: 0, p95: 0.2, p99: 0.4, unhealthy: 0 };

const quarter = 15 * 60;
const day = 86_400;

const revisions = { withinSeconds: quarter, endsDeployment: true } as const;

const always: readonly Situation[] = [
  {
    when: "1.1 % of the requests fail",
    traffic: { ...well, failures: 11 },
    ...revisions,
    wakes: true,
    source: "OBS-5",
  },
  {
    when: "all requests fail of the few that come at night",
    traffic: { ...well, requests: 50, failures: 50 },
    ...revisions,
    wakes: true,
    source: "OBS-5",
  },
  {
    when: "one answer in twenty takes 2.1 seconds",
    traffic: { ...well, p95: 2.1, p99: 2.2 },
    ...revisions,
    wakes: false,
    source: "OBS-3",
  },
];

/** What says of a day whether it was good, rather than of a revision; an idle cell has no days. */
const served = (percent: number): readonly Situation[] => [
  {
    when: "one answer in a hundred takes 5.1 seconds",
    traffic: { ...well, p99: 5.1 },
    withinSeconds: quarter,
    endsDeployment: false,
    wakes: true,
    source: "OBS-4",
  },
  {
    when: `${String(percent)} % of the requests fail for a day`,
    traffic: { ...well, requests: 10_000, failures: 100 * percent },
    withinSeconds: day,
    endsDeployment: false,
    wakes: true,
    source: "OBS-1",
  },
];

/** A little more than what may fail in percent. */
const failing: Readonly<Partial<Record<Tier, number>>> = { staging: 0.51, production: 0.11 };

/** What an alarm of a service has to tell of. */
export function situationsOf(tier: Tier): readonly Situation[] {
  const percent = failing[tier];
  return percent === undefined ? always : [...always, ...served(percent)];
}

/** Everything that some alarm on one target group is for, in any tier. */
export const troubles: readonly Traffic[] = [
  ...situationsOf("production").map(({ traffic }) => traffic),
  { ...well, unhealthy: 1 },
];

/** What passes by itself, and how many seconds it goes on. */
export const trifle = {
  when: "all requests of one minute fail",
  traffic: { ...well, failures: 1_000, p95: 9, p99: 9 },
  seconds: 60,
};

/** A new revision beside the one that it replaces: enough visitors to tell, and slower answers. */
export const slowCanary: Traffic = { ...well, requests: 100, p95: 20 };

const loadBalancer = "AWS/ApplicationELB";
const storage = "AWS/S3";
const backups = "Platform/Backups";

/** What CloudWatch reports of one target group; of another, or by another name, nothing. */
export function reported(traffic: Traffic | undefined): World {
  return ({ namespace, name, statistic, period, dimensions }) => {
    if (traffic === undefined || namespace !== loadBalancer) return undefined;
    if (dimensions.join() !== "LoadBalancer,TargetGroup") return undefined;
    const counted = (perMinute: number): number | undefined => {
      const count = (perMinute * period) / 60;
      // The load balancer reports a count only where there is something to count.
      if (count === 0) return undefined;
      return statistic === "Sum" || statistic === "SampleCount" ? count : 1;
    };
    switch (name) {
      case "RequestCount":
        return counted(traffic.requests);
      case "HTTPCode_Target_5XX_Count":
        return counted(traffic.failures);
      case "TargetResponseTime":
        return secondsOf(traffic, statistic);
      case "UnHealthyHostCount":
        // Each zone reports its own, each minute: the least is that of a zone in which all is well.
        if (statistic === "Minimum") return 0;
        if (statistic === "SampleCount") return period / 60;
        return statistic === "Sum" ? traffic.unhealthy * period : traffic.unhealthy;
      default:
        return undefined;
    }
  };
}

/** Half of the answers, and so their mean, are faster than what 95 in a hundred take. */
function secondsOf({ p95, p99 }: Traffic, statistic: string): number | undefined {
  if (statistic === "Maximum") return p99;
  if (/^(?:Average|Minimum)$/.test(statistic)) return well.p95 / 2;
  const share = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
  if (share === undefined) return undefined;
  return Number(share) > 95 ? p99 : Number(share) === 95 ? p95 : well.p95;
}

/** What S3 reports of a replication. */
export function replicating(failed: number): World {
  return ({ namespace, name, statistic, dimensions }) =>
    namespace === storage &&
    name === "OperationsFailedReplication" &&
    (statistic === "Sum" || statistic === "Maximum") &&
    dimensions.join() === "DestinationBucket,RuleId,SourceBucket"
      ? failed
      : undefined;
}

/** What backups of a database report of themselves: nothing where none is made. */
export function backingUp(succeeds: boolean): World {
  return ({ namespace, name, statistic, dimensions }) =>
    succeeds &&
    namespace === backups &&
    name === "DatabaseBackedUp" &&
    statistic === "Sum" &&
    dimensions.join() === "Environment"
      ? 1
      : undefined;
}

/** What a consumer reports of how many seconds it is behind. */
export function lagging(seconds: number): World {
  return ({ name }: Metric) => (/lag$/i.test(name) ? seconds : undefined);
}
