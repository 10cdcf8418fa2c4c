import { type Invariant, missing, type Violation } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { mapsAt, textAt } from "../read";

export const workerType = "cloudflare:index/worker:Worker";
export const versionType = "cloudflare:index/workerVersion:WorkerVersion";
export const deploymentType = "cloudflare:index/workersDeployment:WorkersDeployment";

/** What leads to a Worker, by the input that names it. */
const triggers: Readonly<Record<string, string>> = {
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": "scriptName",
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": "service",
  "cloudflare:index/workersRoute:WorkersRoute": "script",
};

/** A Worker serves all its requests by versions that exist, and what leads to it finds it deployed. */
export const workerServes: Invariant = {
  name: "worker-serves",
  types: [workerType, versionType, deploymentType, ...Object.keys(triggers)],
  violations: ({ held }) => [
    ...held.ofType(workerType).flatMap((worker) => deploymentProblems(worker, held)),
    ...Object.entries(triggers).flatMap(([type, input]) =>
      held.ofType(type).flatMap((trigger) => triggerProblems(trigger, input, held)),
    ),
  ],
};

function deploymentProblems(worker: Held, held: Inventory): readonly Violation[] {
  const name = textAt(worker.properties, "name");
  const deployment = servingOf(name, held);
  if (deployment === undefined) return [];
  const versions = mapsAt(deployment.properties, "versions");
  const percent = versions.reduce((sum, version) => sum + Number(version.percentage), 0);
  const unknown = versions
    .map((version) => textAt(version, "versionId"))
    .filter((id) => !held.having(versionType, { workerId: worker.id }).some((it) => it.id === id));
  const user = deployment.urn;
  return [
    ...(percent === 100
      ? []
      : [{ what: `${name} serves ${String(percent)} % of its requests`, user, needs: user }]),
    ...unknown.map((id) => ({
      what: `${name} serves by the version ${id}, which does not exist`,
      user,
      needs: missing(versionType, name),
    })),
  ];
}

function triggerProblems(trigger: Held, input: string, held: Inventory): readonly Violation[] {
  const name = textAt(trigger.properties, input);
  if (servingOf(name, held) !== undefined) return [];
  const what = `${trigger.id} leads to the Worker ${name}, of which nothing is deployed`;
  return [{ what, user: trigger.urn, needs: missing(deploymentType, name) }];
}

/** Deployments only ever add: the newest one serves. */
export function servingOf(scriptName: string, held: Inventory): Held | undefined {
  return held
    .having(deploymentType, { scriptName })
    .reduce<Held | undefined>(
      (newest, each) =>
        newest !== undefined && newest.generation > each.generation ? newest : each,
      undefined,
    );
}
