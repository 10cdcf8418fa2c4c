import { compliant, resourceRule, violation } from "../../rule";

export const previewForbidProtect = resourceRule({
  id: "preview-forbid-protect",
  severity: "medium",
  title: "Nothing of a pull request's stack is protected",
  why: "it goes when its pull request does",
  source: "ENV-4",
  fix: "Leave opts.protect out.",
  waivable: "everywhere",
  types: "all",
  tiers: ["preview"],
  check({ options }) {
    return options.protect
      ? violation("is protected in a stack that must go by itself")
      : compliant;
  },
});
