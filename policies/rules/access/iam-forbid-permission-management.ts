import { matches } from "./granted";
import { unboundedRule } from "./unbounded";

/** What says who may do something. */
const grants = [
  "backup:PutBackupVaultAccessPolicy",
  "ecr:SetRepositoryPolicy",
  "events:PutPermission",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreatePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "lambda:AddPermission",
  "logs:PutResourcePolicy",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutObjectAcl",
  "secretsmanager:PutResourcePolicy",
  "sns:AddPermission",
  "sqs:AddPermission",
];

export const iamForbidPermissionManagement = unboundedRule({
  id: "iam-forbid-permission-management",
  severity: "critical",
  title: "Nobody may say of everything who may use it",
  why: "a policy of a resource is a way in that no role shows",
  source: "PRC-2",
  fix: "Name the resources whose policies it may change.",
  waivable: "never",
  also: ["CKV_AWS_289"],
  pick: (actions) => grants.filter((name) => actions.some((action) => matches(action, name))),
});
