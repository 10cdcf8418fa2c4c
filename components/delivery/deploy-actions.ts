/**
 * Services whose every object in the account belongs to the environment and that hold no customer's data: managed
 * whole, in the environment's regions. What they can do to data is denied below.
 */
export const managedServices = [
  "acm",
  "application-autoscaling",
  "backup",
  "backup-storage",
  "cloudwatch",
  "ec2",
  "ecs",
  "elasticloadbalancing",
  "events",
  "lambda",
  "logs",
  "scheduler",
  "sns",
] as const;

/** Using what is managed: reading logs, entering tasks, destroying backups, approving itself. */
export const dataActions = [
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint",
  "backup:StartRestoreJob",
  "backup:UpdateRecoveryPointLifecycle",
  "ec2:RunInstances",
  "ecs:ContinueServiceDeployment",
  "ecs:ExecuteCommand",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "logs:Unmask",
] as const;

/** Reads of what is declared: configuration and never contents. */
export const readActions = [
  "acm:DescribeCertificate",
  "acm:ListTagsForCertificate",
  "application-autoscaling:Describe*",
  "application-autoscaling:ListTagsForResource",
  "backup:Describe*",
  "backup:GetBackupPlan",
  "backup:GetBackupSelection",
  "backup:GetBackupVaultAccessPolicy",
  "backup:GetBackupVaultNotifications",
  "backup:GetRestoreTestingPlan",
  "backup:GetRestoreTestingSelection",
  "backup:ListTags",
  "budgets:ListTagsForResource",
  "budgets:ViewBudget",
  "chatbot:DescribeSlackChannelConfigurations",
  "chatbot:ListTagsForResource",
  "cloudwatch:Describe*",
  "cloudwatch:GetDashboard",
  "cloudwatch:GetMetricData",
  "cloudwatch:ListTagsForResource",
  "ec2:Describe*",
  "ec2:GetManagedPrefixListEntries",
  "ecs:Describe*",
  "ecs:ListTagsForResource",
  "elasticloadbalancing:Describe*",
  "events:DescribeRule",
  "events:ListTagsForResource",
  "events:ListTargetsByRule",
  "iam:GetOpenIDConnectProvider",
  "iam:GetPolicy",
  "iam:GetPolicyVersion",
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListPolicyVersions",
  "iam:ListRolePolicies",
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListAliases",
  "kms:ListResourceTags",
  "lambda:GetFunctionConfiguration",
  "lambda:GetPolicy",
  "lambda:ListTags",
  "lambda:ListVersionsByFunction",
  "logs:DescribeLogGroups",
  "logs:DescribeMetricFilters",
  "logs:ListTagsForResource",
  "s3:GetAccelerateConfiguration",
  "s3:GetBucket*",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListTagsForResource",
  "scheduler:GetSchedule",
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetResourcePolicy",
  "secretsmanager:ListSecretVersionIds",
  "sns:GetSubscriptionAttributes",
  "sns:GetTopicAttributes",
  "sns:ListTagsForResource",
  "tag:GetResources",
] as const;

export const bucketActions = [
  "s3:CreateBucket",
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:ListBucket",
  "s3:PutBucket*",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
] as const;

/** What it takes to delete a bucket that is not empty. */
export const emptyingActions = [
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:ListBucketVersions",
] as const;

/** Saying whom a load balancer trusts. */
export const trustActions = [
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:GetObject",
  "s3:GetObjectTagging",
  "s3:GetObjectVersion",
  "s3:PutObject",
  "s3:PutObjectTagging",
] as const;

export const secretActions = [
  "secretsmanager:CreateSecret",
  "secretsmanager:DeleteResourcePolicy",
  "secretsmanager:DeleteSecret",
  "secretsmanager:PutResourcePolicy",
  "secretsmanager:RemoveRegionsFromReplication",
  "secretsmanager:ReplicateSecretToRegions",
  "secretsmanager:RestoreSecret",
  "secretsmanager:TagResource",
  "secretsmanager:UntagResource",
  "secretsmanager:UpdateSecret",
  "secretsmanager:UpdateSecretVersionStage",
  // The program writes generated values, and reads back the versions that it wrote.
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutSecretValue",
] as const;

export const aliasActions = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"] as const;

export const keyActions = [
  ...aliasActions,
  "kms:CancelKeyDeletion",
  "kms:EnableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
] as const;

/** Changes that give a role more rights; allowed while the role stays inside the boundary. */
export const grantActions = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
] as const;

export const roleActions = [
  "iam:DeleteRole",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

export const policyActions = [
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:TagPolicy",
  "iam:UntagPolicy",
] as const;

export const providerActions = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:DeleteOpenIDConnectProvider",
  "iam:RemoveClientIDFromOpenIDConnectProvider",
  "iam:UpdateOpenIDConnectProviderThumbprint",
] as const;

/** Services that the program hands roles to. */
export const roleTakers = [
  "backup",
  "chatbot",
  "ecs",
  "ecs-tasks",
  "events",
  "lambda",
  "s3",
  "scheduler",
  "vpc-flow-logs",
] as const;

/** Services that make a role of their own in a new account. */
export const linkedServices = [
  "backup",
  "ecs",
  "ecs.application-autoscaling",
  "elasticloadbalancing",
  "management.chatbot",
  "mrk.kms",
  "restore-testing.backup",
] as const;
