import { compliant, resourceRule, violation } from "../../rule";

export const previewForbidProtect = resourceRule({
  types: "all",
  tiers: ["preview"],
  check({ options }) {
    return options.protect
      ? violation("is protected in a stack that must go by itself")
      : compliant;
  },
});
