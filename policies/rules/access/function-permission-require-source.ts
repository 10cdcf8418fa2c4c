import { isText } from "../../read";
import { notApplicable, resourceRule, compliant, violation } from "../../rule";

export const functionPermissionRequireSource = resourceRule({
  types: ["aws:lambda/permission:Permission"],
  check({ props }) {
    const { principal, sourceAccount, sourceArn, principalOrgId } = props;
    // Another principal is an account or a role, which `resource-policy-isolate` judges.
    if (isText(principal) && !principal.endsWith(".amazonaws.com")) return notApplicable;
    return isText(sourceAccount) || isText(sourceArn) || isText(principalOrgId)
      ? compliant
      : violation("lets a service call the function for anyone");
  },
});
