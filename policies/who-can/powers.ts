import { matches } from "../../iam/pattern";

/**
 * What opens, empties or ends something, by what it does. Whoever is meant to do it is so by the action's whole name: no
 * wildcard in what is meant takes it in.
 */
export const powers: Readonly<Record<string, readonly string[]>> = {
  "give somebody rights": [
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateLoginProfile",
  ],
  "lift a boundary": ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"],
  "say who takes a role": ["iam:UpdateAssumeRolePolicy"],
  "let others be trusted": [
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:CreateOpenIDConnectProvider",
    "iam:CreateSAMLProvider",
    "iam:UpdateOpenIDConnectProviderThumbprint",
    "iam:UpdateSAMLProvider",
  ],
  "be another role": ["iam:PassRole", "sts:AssumeRole"],
  "say who uses a resource": [
    "backup:DeleteBackupVaultAccessPolicy",
    "backup:PutBackupVaultAccessPolicy",
    "ecr:SetRepositoryPolicy",
    "events:PutPermission",
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
  ],
  "read a secret": [
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
  ],
  "decrypt with a key": ["kms:Decrypt", "kms:ReEncryptFrom"],
  "end a key": ["kms:DisableKey", "kms:ScheduleKeyDeletion"],
  "read data": ["s3:GetObject", "s3:GetObjectVersion", "sqs:ReceiveMessage"],
  "read logs": [
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:GetQueryResults",
    "logs:StartLiveTail",
    "logs:StartQuery",
    "logs:Unmask",
  ],
  "change data": ["s3:DeleteObject", "s3:PutObject"],
  "end a backup": [
    "backup:DeleteBackupVaultLockConfiguration",
    "backup:DeleteRecoveryPoint",
    "backup:DisassociateRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "s3:BypassGovernanceRetention",
    "s3:DeleteObjectVersion",
  ],
  "restore a backup": ["backup:StartRestoreJob"],
  "approve a deployment": ["ecs:ContinueServiceDeployment"],
  "push an image": ["ecr:InitiateLayerUpload", "ecr:PutImage"],
  "run a command": [
    "ec2:RunInstances",
    "ecs:ExecuteCommand",
    "ssm:SendCommand",
    "ssm:StartSession",
  ],
  "call a function": ["lambda:InvokeFunction"],
  "wake somebody": ["sns:Publish"],
  "hide what was done": [
    "cloudtrail:DeleteTrail",
    "cloudtrail:StopLogging",
    "guardduty:DeleteDetector",
  ],
};

const names = new Map(
  Object.entries(powers).flatMap(([does, actions]) => actions.map((action) => [action, does])),
);
const spellings = new Map([...names.keys()].map((action) => [action.toLowerCase(), action]));
const patterns = new Map<string, readonly string[]>();

/** What an action does, where it is one of them. */
export function powerOf(action: string): string | undefined {
  return names.get(action);
}

/** An action as it is written here: IAM does not tell cases apart. */
export function canonical(action: string): string {
  return spellings.get(action.toLowerCase()) ?? action;
}

/** Those of them that a pattern of actions takes in. */
export function powersIn(pattern: string): readonly string[] {
  let found = patterns.get(pattern);
  if (found === undefined) {
    found = [...names.keys()].filter((action) => matches(pattern, action, true));
    patterns.set(pattern, found);
  }
  return found;
}
