import { has, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const workerVersionForbidDeploy = resourceRule({
  id: "worker-version-forbid-deploy",
  severity: "high",
  title: "A WorkerVersion does not deploy itself",
  why: "traffic would move past the percentages",
  source: "PRC-19",
  fix: "Leave deploy out.",
  waivable: "outside production",
  types: ["cloudflare:index/workerVersion:WorkerVersion"],
  check({ props }) {
    return has(props, "deploy") && valueAt(props, "deploy") !== false
      ? violation("deploys itself, past the WorkersDeployment that shares out the traffic")
      : compliant;
  },
});
