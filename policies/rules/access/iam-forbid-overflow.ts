import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

/** Characters that IAM takes in a managed policy, white space not counted. */
const mostCharacters = 6_144;

export const iamForbidOverflow = resourceRule({
  id: "iam-forbid-overflow",
  severity: "medium",
  title: `A policy has at most ${String(mostCharacters)} characters`,
  why: "IAM refuses a longer one in the middle of an update",
  source: "PRC-1",
  fix: "Split it by service; ten can be attached to a role.",
  waivable: "never",
  types: ["aws:iam/policy:Policy"],
  check({ props }) {
    const { length } = textAt(props, "policy").replaceAll(/\s/g, "");
    return length <= mostCharacters
      ? compliant
      : violation(`has ${String(length)} characters; IAM takes ${String(mostCharacters)}`);
  },
});
