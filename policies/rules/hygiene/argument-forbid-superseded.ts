import { has } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import superseded from "./superseded.json";

/** Marked in the SDKs' text only: these take a role's policies over without a trace of what was there. */
const chosen: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["inlinePolicies", "managedPolicyArns"],
};

const lists: Readonly<Record<string, readonly string[]>> = { ...superseded.arguments, ...chosen };

export const argumentForbidSuperseded = resourceRule({
  id: "argument-forbid-superseded",
  severity: "medium",
  title: "No argument is one that its vendor has replaced",
  why: "two resources would fight over the same setting",
  source: "PRC-22",
  fix: "Use the resource or argument that its documentation names.",
  waivable: "everywhere",
  types: Object.keys(lists),
  check({ type, props }) {
    const used = (lists[type] ?? []).filter((name) => has(props, name));
    return violationOf(used.map((name) => `sets ${name}, which its vendor has replaced`));
  },
});
