import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

const path = "securityAndAnalysis.secretScanningPushProtection.status";

export const repositoryRequirePushProtection = resourceRule({
  types: ["github:index/repository:Repository"],
  check({ props }) {
    return textAt(props, path) === "enabled"
      ? compliant
      : violation("takes secrets that are pushed");
  },
});
