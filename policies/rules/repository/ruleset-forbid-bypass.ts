import { recordsIn, textAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { guardsBranches, rulesetType } from "./rulesets";

/** Whoever bypasses in a pull request leaves it behind for everyone to see; `always` leaves nothing. */
export const rulesetForbidBypass = resourceRule({
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
