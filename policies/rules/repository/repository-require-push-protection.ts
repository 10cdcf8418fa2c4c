import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

const path = "securityAndAnalysis.secretScanningPushProtection.status";

export const repositoryRequirePushProtection = resourceRule({
  id: "repository-require-push-protection",
  severity: "high",
  title: "A secret that is pushed is refused",
  why: "once pushed it is known",
  source: "PRC-30",
  fix: `Set ${path} to enabled.`,
  waivable: "outside production",
  types: ["github:index/repository:Repository"],
  check({ props }) {
    return textAt(props, path) === "enabled"
      ? compliant
      : violation("takes secrets that are pushed");
  },
});
