import { settingRule } from "../../setting-rule";
import { loadBalancerTypes } from "./load-balancers";

export const loadBalancerRequireDeletionProtection = settingRule({
  types: loadBalancerTypes,
  tiers: ["production"],
  path: "enableDeletionProtection",
  is: true,
  otherwise: "can be deleted, and production's traffic with it",
});
