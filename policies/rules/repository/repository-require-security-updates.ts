import { valueAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";

export const repositoryRequireSecurityUpdates = presenceRule({
  types: ["github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates"],
  tiers: ["shared"],
  missing: "declares no RepositoryDependabotSecurityUpdates, so that a vulnerable dependency stays",
  check({ props }) {
    return valueAt(props, "enabled") === true
      ? compliant
      : violation("leaves a vulnerable dependency as it is");
  },
});
