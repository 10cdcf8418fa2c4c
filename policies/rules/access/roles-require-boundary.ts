import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { roleType } from "./trust";

export const rolesRequireBoundary = resourceRule({
  types: [roleType],
  check({ props }) {
    const boundary = textAt(props, "permissionsBoundary");
    return /^arn:[^:]+:iam::\d{12}:policy\/.+/.test(boundary)
      ? compliant
      : violation(`is bounded by "${boundary}", which is no policy of the account`);
  },
});
