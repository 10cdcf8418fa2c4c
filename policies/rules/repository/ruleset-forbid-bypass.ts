import { recordsIn, textAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { guardsBranches, rulesetType } from "./rulesets";

/** Whoever bypasses in a pull request leaves it behind for everyone to see; `always` leaves nothing. */
export const rulesetForbidBypass = resourceRule({
  id: "ruleset-forbid-bypass",
  severity: "critical",
  title: "Nobody passes by a branch's rules unseen, administrators included",
  why: "a rule with a way round it is advice",
  source: "PRC-9",
  fix: "Leave bypassActors out, or set bypassMode to pull_request.",
  waivable: "outside production",
  also: ["CIS GH 1.1.14"],
  types: [rulesetType],
  check(ruleset) {
    if (!guardsBranches(ruleset)) return notApplicable;
    return violationOf(
      recordsIn(ruleset.props, "bypassActors")
        .filter((actor) => textAt(actor, "bypassMode") !== "pull_request")
        .map(
          (actor) =>
            `lets ${textAt(actor, "actorType")} ${String(actor.actorId)} pass by it at any time`,
        ),
    );
  },
});
