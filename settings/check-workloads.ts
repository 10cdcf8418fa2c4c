import { tiers, type TierValues } from "../blueprint/tiers";
import type { Tier } from "../blueprint/tier";
import type { EnvironmentSettings } from "./environment-settings";
import { hostsOf, routesOf } from "./hosts";
import { nearest } from "./nearest";
import type { Problem } from "./problem";
import type { Neighbour } from "./project";
import type { Workload } from "./read-workloads";
import { stackFileName } from "./stack-name";
import { show } from "./show";
import { minutesOf } from "./values";

/** Highest share of requests that a release may get at first in production (REL-4). */
const mostCanaryPercent = 10;

/** Minutes that a release is watched at least (REL-5, REL-15). */
const leastMonitoring = { canary: 30, "blue-green": 10 } as const;

/** Minutes that a deployment needs beside its waits: tasks start, targets turn healthy. */
const startMinutes = 15;

/** What workloads ask of an environment, against what it has. `settings` is absent where they have problems. */
export function checkWorkloads(
  tier: Tier,
  workloads: readonly Workload[],
  settings: EnvironmentSettings | undefined,
  stack: string,
  neighbours: readonly Neighbour[],
): Problem[] {
  const rollouts = workloads.flatMap((workload) => checkRollout(workload, tier));
  if (settings === undefined) return rollouts;
  return [
    ...rollouts,
    ...checkAddresses(workloads, settings, stack, neighbours),
    ...workloads.flatMap((workload) => checkUses(workload, settings, stack)),
  ];
}

/** Whether a tier moves traffic as the manifest says, and not by a strategy of its own. */
export function followsManifest(tier: TierValues): boolean {
  return tier.rollout.canary.strategy === "CANARY";
}

function checkRollout({ file, manifest }: Workload, name: Tier): Problem[] {
  const tier = tiers[name];
  if (!followsManifest(tier)) return [];
  const { strategy, canaryPercentage, monitoringPeriod } = manifest.deployment;
  const problems: Problem[] = [];
  if (canaryPercentage !== undefined && canaryPercentage > mostCanaryPercent) {
    problems.push({
      file,
      key: "deployment.canaryPercentage",
      got: show(canaryPercentage),
      expected: `at most ${String(mostCanaryPercent)} in ${name}`,
      fix: "write `canaryPercentage: 5` under `deployment`",
    });
  }
  if (manifest.target !== "aws-ecs") return problems;
  const [least, most] = [leastMonitoring[strategy], longestMonitoring(tier, strategy)];
  const watched = minutesOf(monitoringPeriod) ?? least;
  if (watched < least || watched > most) {
    const side = watched < least ? "least" : "most";
    const meant = watched < least ? least : most;
    const why =
      watched < least
        ? `${name} watches a release so long before it trusts it`
        : `a deployment in ${name} ends after ${tier.updateTimeout}`;
    problems.push({
      file,
      key: "deployment.monitoringPeriod",
      got: show(monitoringPeriod),
      expected: `at ${side} "${String(meant)}m": ${why}`,
      fix: `write \`monitoringPeriod: ${String(meant)}m\` under \`deployment\``,
    });
  }
  return problems;
}

/** Minutes that are left to watch a release when approval and bake are taken off the deployment's time. */
function longestMonitoring(tier: TierValues, strategy: "blue-green" | "canary"): number {
  const rollout = tier.rollout[strategy];
  const bake = rollout.strategy === "CANARY" ? rollout.bakeMinutes : 0;
  const whole = minutesOf(tier.updateTimeout) ?? 0;
  return whole - (tier.approvalMinutes ?? 0) - bake - startMinutes;
}

/** Every host and route belongs to one workload, and none to another environment. */
function checkAddresses(
  workloads: readonly Workload[],
  settings: EnvironmentSettings,
  stack: string,
  neighbours: readonly Neighbour[],
): Problem[] {
  const { host } = settings.values;
  const foreign = neighbours.filter(
    (other) => other.stack !== stack && other.host?.endsWith(`.${host}`) === true,
  );
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const workload of workloads) {
    const claim = (key: string, address: string): void => {
      const owner = owners.get(address);
      owners.set(address, workload.name);
      if (owner === undefined) return;
      problems.push({
        file: workload.file,
        key,
        got: show(address),
        expected: `an address of its own: ${owner} has this one`,
        fix: "choose another",
      });
    };
    for (const { key, address } of hostsOf(workload, host)) {
      claim(key, address);
      const label = address.slice(0, -host.length - 1);
      const owner = foreign.find((other) => address === other.host);
      if (reservedLabel.test(label) || owner !== undefined) {
        const whose = owner === undefined ? "the platform itself" : owner.stack;
        problems.push({
          file: workload.file,
          key,
          got: show(address),
          expected: `a name that does not belong to ${whose}`,
          fix: "choose another label",
        });
      }
    }
    for (const { key, address } of routesOf(workload, host)) claim(key, address);
  }
  return problems;
}

/** Names that the blue/green switch makes, and those of pull requests. */
const reservedLabel = /^(?:blue|green|live|recovery|pr-\d+)$/;

function checkUses(
  { file, name, manifest }: Workload,
  { values }: EnvironmentSettings,
  stack: string,
): Problem[] {
  const problems: Problem[] = [];
  if (manifest.target === "cloudflare-pages") return problems;
  if (manifest.uses.database && values.database === false) {
    problems.push({
      file,
      key: "uses.database",
      got: "true",
      expected: "false: the environment has no database",
      fix: "remove it, or remove `platform:database: false` from the stack's settings",
    });
  }
  for (const [index, store] of manifest.uses.objectStores.entries()) {
    if (values.objectStores.includes(store)) continue;
    const meant = nearest(store, values.objectStores);
    problems.push({
      file,
      key: `uses.objectStores[${String(index)}]`,
      got: show(store),
      expected: `one of ${values.objectStores.join(", ") || "no store: the environment has none"}`,
      fix: meant === undefined ? "add it to `platform:objectStores`" : `write \`${meant}\``,
    });
  }
  const external = Object.entries(manifest.secrets).find(
    ([, source]) => source === "external",
  )?.[0];
  if (
    manifest.target === "cloudflare-worker" &&
    external !== undefined &&
    values.cloudflare.secretsStoreId === undefined
  ) {
    problems.push({
      file: stackFileName(stack),
      key: "platform:cloudflare.secretsStoreId",
      got: "nothing",
      expected: `the store in which people write ${external} of ${name}`,
      fix: "write `secretsStoreId: <id>` under `platform:cloudflare`",
    });
  }
  return problems;
}
