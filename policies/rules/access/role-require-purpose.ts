import { notApplicable, stackRule, violation, violationOf } from "../../rule";
import { few } from "../../wording";
import { grantTypes, unmeant } from "../../who-can/role-requests";
import { roleOf } from "../../who-can/rights";
import { roleType } from "../../who-can/ways-in";

export const roleRequirePurpose = stackRule({
  id: "role-require-purpose",
  severity: "critical",
  title: "A role does what whoever takes it is meant to do, and nothing else",
  why: "what one role may do too much is what an intruder needs",
  source: "PRC-2",
  fix: "Leave it out, or say in policies/who-can/meant.ts who is meant to do it and why.",
  waivable: "never",
  also: `
    IAM.1, KMS.1, KMS.2, AS-IAM5, CKV_AWS_62, CKV_AWS_63, CKV_AWS_274, CKV_AWS_286, CKV_AWS_288,
    CKV_AWS_289, CKV_AWS_290, CKV_AWS_355`,
  types: [roleType, ...grantTypes],
  check(resource, scope, stack) {
    if (resource.type !== roleType) {
      return roleOf(resource, stack) === undefined
        ? violation("gives rights to a role that the stack does not declare")
        : notApplicable;
    }
    return violationOf(few(unmeant(resource, scope, stack)));
  },
});
