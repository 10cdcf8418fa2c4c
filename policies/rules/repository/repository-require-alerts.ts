import { valueAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";

export const repositoryRequireAlerts = presenceRule({
  types: ["github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts"],
  tiers: ["shared"],
  missing:
    "declares no RepositoryVulnerabilityAlerts, so that nobody hears of a vulnerable dependency",
  check({ props }) {
    return valueAt(props, "enabled") === true
      ? compliant
      : violation("tells nobody of a vulnerable dependency");
  },
});
