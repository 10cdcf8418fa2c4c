import { compliant, resourceRule, violation } from "../../rule";
import { statefulTypes } from "./stateful-types";

export const dataRequireProtect = resourceRule({
  id: "data-require-protect",
  severity: "critical",
  title: "What holds data of production or of all environments is protected",
  why: "a rename must not delete it",
  source: "PRC-10",
  fix: "Set opts.protect to true.",
  waivable: "outside production",
  types: statefulTypes,
  tiers: ["production", "shared"],
  check({ options }, { stack }) {
    return options.protect ? compliant : violation(`holds data of ${stack} without protect`);
  },
});
