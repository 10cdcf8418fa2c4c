import { valueAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";

export const repositoryRequireAlerts = presenceRule({
  id: "repository-require-alerts",
  severity: "medium",
  title: "Somebody hears of a vulnerable dependency",
  why: "what nobody hears of stays",
  source: "QUA-10",
  fix: "Declare a RepositoryVulnerabilityAlerts with enabled true.",
  waivable: "outside production",
  also: ["CKV_GIT_3"],
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
