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

export const iamForbidPermissionManagement = unboundedRule((actions) =>
  grants.filter((name) => actions.some((action) => matches(action, name))),
);
