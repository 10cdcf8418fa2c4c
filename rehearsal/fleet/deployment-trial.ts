import { verify } from "../../functions/verify-deployment/index.mjs";
import type { ModelValues } from "../../sandbox/model";
import type { TimedTally } from "./ledger";

/** What a deployment acts on. */
export interface Surroundings {
  /** Gives the candidate a percentage of the workload's requests; the reason where it can't run. */
  share(percentage: number): Promise<string | undefined>;
  /** The HTTP status of a test request to an address. */
  probe(url: URL, header: string, milliseconds: number): Promise<number>;
  /** Waits on the rehearsal's clock. */
  sleep(seconds: number): Promise<void>;
  /** What the candidate answered, minute by minute. */
  minutes(): readonly TimedTally[];
  /** Alarms that watch the deployment. */
  readonly alarms: readonly Alarm[];
}

/** An alarm of CloudWatch as it was declared. */
export interface Alarm {
  readonly name: string;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

interface Configuration {
  readonly bakeTimeInMinutes?: string;
  readonly canaryConfiguration?: {
    readonly canaryPercent: number;
    readonly canaryBakeTimeInMinutes: string;
  };
  readonly lifecycleHooks?: readonly {
    readonly targetType?: string;
    readonly hookDetails?: string;
  }[];
}

/**
 * What ECS does with a new revision, as its deployment was declared: it starts it, lets the deployment's own hook test it,
 * gives it the canary's share and then all, and looks at the alarms meanwhile.
 *
 * @returns why it takes the deployment back; nothing where it succeeds.
 */
export async function tryOut(
  asked: ModelValues,
  around: Surroundings,
): Promise<string | undefined> {
  const {
    bakeTimeInMinutes,
    canaryConfiguration,
    lifecycleHooks = [],
  } = (asked.deploymentConfiguration ?? {}) as Configuration;
  const unfit = await around.share(0);
  if (unfit !== undefined) return `ECS deployment circuit breaker: tasks failed to start: ${unfit}`;
  for (const { hookDetails } of lifecycleHooks.filter(
    ({ targetType }) => targetType === "AWS_LAMBDA",
  )) {
    if (!(await passes(String(asked.arn), hookDetails, around)))
      return "A lifecycle hook failed: test requests to the new revision failed.";
  }
  const phases = [
    ...(canaryConfiguration === undefined
      ? []
      : [
          [canaryConfiguration.canaryPercent, canaryConfiguration.canaryBakeTimeInMinutes] as const,
        ]),
    [100, bakeTimeInMinutes ?? "0"] as const,
  ];
  for (const [percentage, minutes] of phases) {
    await around.share(percentage);
    const alarm = await watch(Number(minutes), around);
    if (alarm !== undefined)
      return `Alarm detected at ${String(percentage)} % of the traffic: ${alarm}`;
  }
  return undefined;
}

/** What the hook would write into its log group, beside the timeline. */
const silent = { error: () => undefined, info: () => undefined, warn: () => undefined };

/** The deployment's own hook, as Lambda runs it. */
async function passes(
  serviceArn: string,
  given: string | undefined,
  around: Surroundings,
): Promise<boolean> {
  let hookDetails: unknown = given;
  for (;;) {
    const answer = await verify(
      { executionDetails: { serviceArn }, hookDetails },
      {
        desiredCount: () => Promise.resolve(1),
        certificate: () => Promise.resolve({ cert: "", key: "" }),
        probe: ({ url, test }) => around.probe(url, test.header, test.slowestMilliseconds),
        log: silent,
      },
    );
    if (answer.hookStatus !== "IN_PROGRESS") return answer.hookStatus === "SUCCEEDED";
    await around.sleep(answer.callBackDelay);
    hookDetails = answer.hookDetails;
  }
}

/** The name of the first alarm that goes off within some minutes. */
async function watch(minutes: number, around: Surroundings): Promise<string | undefined> {
  for (let minute = 0; minute < minutes; minute++) {
    await around.sleep(60);
    const tallies = around.minutes();
    const ringing = around.alarms.find((alarm) => rings(alarm, tallies));
    if (ringing !== undefined) return ringing.name;
  }
  return undefined;
}

/** Requests in a minute below which a share or a percentile says nothing: as the alarms are declared. */
const fewest = 20;

/** Whether as many of the last minutes were beyond the threshold as the alarm asks for. */
export function rings(
  { name, threshold, evaluationPeriods, datapointsToAlarm }: Alarm,
  minutes: readonly TimedTally[],
): boolean {
  const beyond = minutes
    .slice(-evaluationPeriods)
    .filter((tally) => tally.requests > fewest && valueOf(name, tally) > threshold);
  return beyond.length >= datapointsToAlarm;
}

/** What an alarm of that name measures. */
function valueOf(name: string, { requests, errors, latencies }: TimedTally): number {
  if (/-error-rate(?:-|$)/.test(name)) return (100 * errors) / requests;
  return /-latency-p95(?:-|$)/.test(name) ? percentile(latencies, 0.95) / 1_000 : 0;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
