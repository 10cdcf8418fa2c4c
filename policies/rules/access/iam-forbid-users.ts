import { compliant, resourceRule, violation } from "../../rule";
import { roleType } from "./trust";

/** Of all identities only a role has keys that end by themselves. */
export const iamForbidUsers = resourceRule({
  types: [
    roleType,
    "aws:iam/accessKey:AccessKey",
    "aws:iam/user:User",
    "aws:iam/userLoginProfile:UserLoginProfile",
  ],
  check({ type }) {
    return type === roleType ? compliant : violation("is an identity with a lasting key");
  },
});
