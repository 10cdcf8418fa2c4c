import { notApplicable, resourceRule, violationOf } from "../../rule";
import { isAnywhere } from "./addresses";
import { openingTypes, openingsOf, portsOf, rangesOf } from "./openings";

export const egressForbidEveryPort = resourceRule({
  id: "egress-forbid-every-port",
  severity: "medium",
  title: "Nothing may speak to everyone on every port",
  why: "what was broken into calls home first",
  source: "PRC-25",
  fix: "Name the ports that it needs.",
  waivable: "outside production",
  also: ["CKV_AWS_382"],
  types: openingTypes,
  check(resource) {
    const rules = openingsOf(resource, "egress");
    if (rules.length === 0) return notApplicable;
    const open = rules.filter((rule) => {
      const { from, to } = portsOf(rule);
      return from <= 1 && to >= 65_535;
    });
    return violationOf(
      open
        .flatMap(rangesOf)
        .filter(isAnywhere)
        .map((range) => `lets everything out to ${range}`),
    );
  },
});
