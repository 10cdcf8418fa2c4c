import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

export const ecsForbidExec = resourceRule({
  types: [serviceType],
  tiers: guardedTiers,
  check({ props }) {
    return valueAt(props, "enableExecuteCommand") === false
      ? compliant
      : violation("lets a shell be opened in its tasks");
  },
});
