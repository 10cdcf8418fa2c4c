import { textsAmong } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { along } from "../along";
import { serviceType } from "../release/ecs";

/** Where each type names what its tasks run on. */
const ofCluster = ["capacityProviders.*", "defaultCapacityProviderStrategies.*.capacityProvider"];
const paths: Readonly<Record<string, readonly string[]>> = {
  [serviceType]: ["capacityProviderStrategies.*.capacityProvider"],
  "aws:ecs/cluster:Cluster": ofCluster,
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ofCluster,
};

export const ecsForbidSpot = resourceRule({
  id: "ecs-forbid-spot",
  severity: "high",
  title: "Production runs on capacity that stays",
  why: "AWS takes Spot back within two minutes",
  source: "COST-6",
  fix: "Use FARGATE.",
  waivable: "outside production",
  types: Object.keys(paths),
  tiers: ["production"],
  check({ type, props }) {
    const providers = (paths[type] ?? []).flatMap((path) => textsAmong(along(props, path), path));
    return violationOf(
      [...new Set(providers)]
        .filter((provider) => /SPOT/i.test(provider))
        .map((provider) => `runs on ${provider}, which AWS takes back when it likes`),
    );
  },
});
