import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { flagType } from "./flags";

export const flagRequireDefaultOff = resourceRule({
  id: "flag-require-default-off",
  severity: "high",
  title: "A feature is off in production until a rule turns it on",
  why: "what nobody asked for reaches nobody",
  source: "REL-22",
  fix: "Set defaultVariation to off.",
  waivable: "everywhere",
  types: [flagType],
  tiers: ["production"],
  check({ props }) {
    const variation = textAt(props, "defaultVariation");
    return variation === "off"
      ? compliant
      : violation(`serves "${variation}" to everyone that no rule names`);
  },
});
