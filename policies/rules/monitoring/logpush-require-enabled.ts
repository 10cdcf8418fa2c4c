import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const logpushRequireEnabled = resourceRule({
  types: ["cloudflare:index/logpushJob:LogpushJob"],
  tiers: ["production", "shared"],
  check({ props }) {
    return valueAt(props, "enabled") === true ? compliant : violation("pushes no log");
  },
});
