import { asList, isRecord, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { serviceType } from "../release/ecs";

/** Where each type names what its tasks run on. */
const lists: Readonly<Record<string, readonly string[]>> = {
  [serviceType]: ["capacityProviderStrategies"],
  "aws:ecs/cluster:Cluster": ["capacityProviders", "defaultCapacityProviderStrategies"],
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": [
    "capacityProviders",
    "defaultCapacityProviderStrategies",
  ],
};

export const ecsForbidSpot = resourceRule({
  types: Object.keys(lists),
  tiers: ["production"],
  check({ type, props }) {
    const providers = (lists[type] ?? [])
      .flatMap((path) => asList(valueAt(props, path)))
      .map((entry) => (isRecord(entry) ? entry.capacityProvider : entry));
    return violationOf(
      [...new Set(providers.map(String))]
        .filter((provider) => /SPOT/i.test(provider))
        .map((provider) => `runs on ${provider}, which AWS takes back when it likes`),
    );
  },
});
