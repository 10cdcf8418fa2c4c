import { compliant, resourceRule, violation } from "../../rule";
import { roleType } from "./trust";

/** Of all identities only a role has keys that end by themselves. */
export const iamForbidUsers = resourceRule({
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
