import { dataTypes } from "../../cards/cards";
import { compliant, resourceRule, violation } from "../../rule";

export const dataRequireProtect = resourceRule({
  id: "data-require-protect",
  severity: "critical",
  title: "What holds data of production or of all environments is protected",
  why: "a rename must not delete it",
  source: "PRC-10",
  fix: "Set opts.protect to true.",
  types: dataTypes,
  tiers: ["production", "shared"],
  check({ options }, { stack }) {
    return options.protect ? compliant : violation(`holds data of ${stack} without protect`);
  },
});
