import { ownEnvironments } from "../../environments";
import { optional, textAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { regionOf } from "../backup/vaults";
import { isBeforeTraffic, lifecycleHooks, serviceType } from "./ecs";

export const ecsRequireConsent = resourceRule({
  id: "ecs-require-consent",
  title: "A person lets each new revision go on, also in the cell that is not live",
  why: "a switch between cells deploys nothing, so it would lead everybody to what nobody agreed to",
  source: "PIP-6",
  fix: "Add a lifecycle hook of targetType PAUSE at POST_TEST_TRAFFIC_SHIFT.",
  waivable: "never",
  types: [serviceType],
  tiers: ["production"],
  check(service, { environment, data }) {
    const homes = ownEnvironments(environment).flatMap(({ regions: [home] }) => home ?? []);
    const region = regionOf(service);
    // No switch leads to the recovery region: a failover does, which can't wait for anybody.
    if (region !== undefined && !homes.includes(region)) return notApplicable;
    // Somebody agreed to it when it came, and a way back can't wait.
    const goesBack = optional(textAt, service.props, "triggers.goesBack") ?? "";
    if ([...data.ranHere.values()].some((digests) => digests.includes(goesBack))) return compliant;
    return lifecycleHooks(service).some(
      (hook) => hook.targetType === "PAUSE" && isBeforeTraffic(hook),
    )
      ? compliant
      : violation("has no lifecycle hook that waits for a person before the new revision serves");
  },
});
