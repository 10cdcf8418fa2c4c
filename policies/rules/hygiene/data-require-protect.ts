import { compliant, resourceRule, violation } from "../../rule";
import { statefulTypes } from "./stateful-types";

export const dataRequireProtect = resourceRule({
  types: statefulTypes,
  tiers: ["production", "shared"],
  check({ options }, { stack }) {
    return options.protect ? compliant : violation(`holds data of ${stack} without protect`);
  },
});
