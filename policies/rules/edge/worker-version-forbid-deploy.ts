import { has, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const workerVersionForbidDeploy = resourceRule({
  types: ["cloudflare:index/workerVersion:WorkerVersion"],
  check({ props }) {
    return has(props, "deploy") && valueAt(props, "deploy") !== false
      ? violation("deploys itself, past the WorkersDeployment that shares out the traffic")
      : compliant;
  },
});
