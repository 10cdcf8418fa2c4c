import { has } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import superseded from "./superseded.json";

/** Marked in the SDKs' text only: these take a role's policies over without a trace of what was there. */
const chosen: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["inlinePolicies", "managedPolicyArns"],
};

const lists: Readonly<Record<string, readonly string[]>> = { ...superseded.arguments, ...chosen };

export const argumentForbidSuperseded = resourceRule({
  types: Object.keys(lists),
  check({ type, props }) {
    const used = (lists[type] ?? []).filter((name) => has(props, name));
    return violationOf(used.map((name) => `sets ${name}, which its vendor has replaced`));
  },
});
