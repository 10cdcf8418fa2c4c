import { compliant, resourceRule, violation } from "../../rule";
import { roleType } from "./trust";

/** Of all identities only a role has keys that end by themselves. */
export const iamForbidUsers = resourceRule({
  id: "iam-forbid-users",
  severity: "critical",
  title: "There are roles, and no users with keys",
  why: "a key lasts until somebody finds it",
  source: "SEC-2",
  fix: "Use a role.",
  waivable: "never",
  also: ["CKV_AWS_273"],
  types: [
    roleType,
    "aws:iam/accessKey:AccessKey",
    "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
    "aws:iam/signingCertificate:SigningCertificate",
    "aws:iam/sshKey:SshKey",
    "aws:iam/user:User",
    "aws:iam/userLoginProfile:UserLoginProfile",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  ],
  check({ type }) {
    return type === roleType ? compliant : violation("is an identity with a lasting key");
  },
});
