import { isText } from "../../read";
import { notApplicable, resourceRule, compliant, violation } from "../../rule";

export const functionPermissionRequireSource = resourceRule({
  id: "function-permission-require-source",
  severity: "high",
  title: "A service calls a function for a known source only",
  why: "it would call it for a stranger who asks it to",
  source: "PRC-5",
  fix: "Set sourceArn or sourceAccount.",
  waivable: "outside production",
  also: ["Lambda.1", "CKV_AWS_364"],
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
