import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const logpushRequireEnabled = resourceRule({
  id: "logpush-require-enabled",
  severity: "medium",
  title: "Logs of the edge are pushed where that is declared",
  why: "Cloudflare keeps them for a few days",
  source: "ADR-005",
  fix: "Set enabled to true.",
  waivable: "outside production",
  types: ["cloudflare:index/logpushJob:LogpushJob"],
  tiers: ["production", "shared"],
  check({ props }) {
    return valueAt(props, "enabled") === true ? compliant : violation("pushes no log");
  },
});
