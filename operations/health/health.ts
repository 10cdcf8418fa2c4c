import { setTimeout as pause } from "node:timers/promises";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { visible } from "../../settings/visible";

/** Where a workload says how it is. */
export interface HealthTarget {
  readonly workload: string;
  readonly url: string;
  /** Sent along, for example to be answered by one version. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Health extends HealthTarget {
  readonly isHealthy: boolean;
  /** The status of its last answer, or why none came. */
  readonly answer: string;
  readonly milliseconds: number;
  /** What was asked and what it answered, in one line. */
  readonly said: string;
}

export interface Patience {
  /** Times that one is asked. Default: 4. */
  readonly attempts?: number;
  /** Waits so many seconds before it is asked again. Default: really. */
  readonly wait?: (seconds: number) => Promise<void>;
}

/** Longer than the slowest 1 % of answers may take. */
const timeoutMilliseconds = 10_000;

/** Every workload of an environment, by its manifest; a Worker without an address is left out. */
export function healthTargets(
  spec: Pick<EnvironmentSpec, "containerServices" | "edgeWorkers" | "staticSites">,
): readonly HealthTarget[] {
  const containers = spec.containerServices.map(({ name, host, healthCheckPath }) => ({
    name,
    healthUrl: `https://${host}${healthCheckPath}`,
  }));
  return [...containers, ...spec.edgeWorkers, ...spec.staticSites]
    .flatMap(({ name, healthUrl }) =>
      healthUrl === undefined ? [] : [{ workload: name, url: healthUrl }],
    )
    .sort((a, b) => (a.workload < b.workload ? -1 : 1));
}

/**
 * The same, answered by one version of a Worker. Cloudflare heeds the header for versions of the current deployment alone,
 * also at 0 %, and else as it routes anybody (Cloudflare: gradual deployments, version overrides).
 *
 * @param script - the Worker's physical name.
 */
export function byVersion(target: HealthTarget, script: string, versionId: string): HealthTarget {
  const headers = { "Cloudflare-Workers-Version-Overrides": `${script}="${versionId}"` };
  return { ...target, headers };
}

/** The same, at another address, such as a deployment's own. */
export function at(target: HealthTarget, address: string): HealthTarget {
  return { ...target, url: new URL(new URL(target.url).pathname, address).href };
}

/** Asks until it answers 200 or patience ends. A redirect is no answer: it may be a login's. */
export async function askHealth(
  target: HealthTarget,
  { attempts = 4, wait = (seconds) => pause(seconds * 1_000) }: Patience = {},
): Promise<Health> {
  let health = await askOnce(target);
  for (let attempt = 1; !health.isHealthy && attempt < attempts; attempt++) {
    await wait(2 ** (attempt - 1));
    health = await askOnce(target);
  }
  return health;
}

/** Asks all at once. */
export function askAll(
  targets: readonly HealthTarget[],
  patience?: Patience,
): Promise<readonly Health[]> {
  return Promise.all(targets.map((target) => askHealth(target, patience)));
}

async function askOnce(target: HealthTarget): Promise<Health> {
  const begun = performance.now();
  const { answer, isHealthy } = await answerOf(target);
  const milliseconds = Math.round(performance.now() - begun);
  const said = visible(`${target.url} answered ${answer} in ${String(milliseconds)} ms`);
  return { ...target, isHealthy, answer, milliseconds, said };
}

async function answerOf({
  url,
  headers = {},
}: HealthTarget): Promise<Pick<Health, "answer" | "isHealthy">> {
  try {
    const response = await fetch(url, {
      headers: { "cache-control": "no-cache", ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    await response.body?.cancel();
    const to = response.headers.get("location");
    const answer = `${String(response.status)}${to === null ? "" : ` to ${to}`}`;
    return { answer, isHealthy: response.status === 200 };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return {
      answer: `nothing (${cause instanceof Error ? cause.message : String(cause)})`,
      isHealthy: false,
    };
  }
}
