import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { flagType } from "./flags";

export const flagRequireDefaultOff = resourceRule({
  types: [flagType],
  tiers: ["production"],
  check({ props }) {
    const variation = textAt(props, "defaultVariation");
    return variation === "off"
      ? compliant
      : violation(`serves "${variation}" to everyone that no rule names`);
  },
});
