import { valueAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";

export const repositoryRequireSecurityUpdates = presenceRule({
  id: "repository-require-security-updates",
  severity: "medium",
  title: "A vulnerable dependency is updated by itself",
  why: "a pull request is easier to merge than to make",
  source: "QUA-11",
  fix: "Declare a RepositoryDependabotSecurityUpdates with enabled true.",
  waivable: "outside production",
  types: ["github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates"],
  tiers: ["shared"],
  missing: "declares no RepositoryDependabotSecurityUpdates, so that a vulnerable dependency stays",
  check({ props }) {
    return valueAt(props, "enabled") === true
      ? compliant
      : violation("leaves a vulnerable dependency as it is");
  },
});
