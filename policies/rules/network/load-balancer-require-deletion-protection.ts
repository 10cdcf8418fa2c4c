import { settingRule } from "../../setting-rule";
import { loadBalancerTypes } from "./load-balancers";

export const loadBalancerRequireDeletionProtection = settingRule({
  id: "load-balancer-require-deletion-protection",
  severity: "high",
  title: "Production's load balancers can't be deleted",
  why: "every name points to them",
  source: "PRC-10",
  waivable: "outside production",
  also: ["ELB.6", "CKV_AWS_150"],
  types: loadBalancerTypes,
  tiers: ["production"],
  path: "enableDeletionProtection",
  is: true,
  otherwise: "can be deleted, and production's traffic with it",
});
