import { matches } from "../../iam/pattern";
import { oncePerText } from "../once";
import { actionsIn } from "./actions";

/**
 * What opens, empties or ends something, by what it does. Whoever is meant to do it is so by the action's whole name: no
 * wildcard in what is meant takes it in.
 */
export const powers: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    "give somebody rights": `
      iam: AddUserToGroup AttachGroupPolicy AttachRolePolicy AttachUserPolicy CreateAccessKey
      CreateLoginProfile CreatePolicy CreatePolicyVersion CreateRole CreateUser DeleteRolePolicy
      DetachRolePolicy PutGroupPolicy PutRolePolicy PutUserPolicy SetDefaultPolicyVersion
      UpdateLoginProfile`,
    "lift a boundary": "iam: DeleteRolePermissionsBoundary PutRolePermissionsBoundary",
    "say who takes a role": "iam: UpdateAssumeRolePolicy",
    "let others be trusted": `
      iam: AddClientIDToOpenIDConnectProvider CreateOpenIDConnectProvider CreateSAMLProvider
      UpdateOpenIDConnectProviderThumbprint UpdateSAMLProvider`,
    "be another role": "iam: PassRole, sts: AssumeRole",
    "say who uses a resource": `
      backup: DeleteBackupVaultAccessPolicy PutBackupVaultAccessPolicy, ecr: SetRepositoryPolicy,
      events: PutPermission, kms: CreateGrant PutKeyPolicy, lambda: AddPermission, logs:
      PutResourcePolicy, s3: DeleteBucketPolicy PutBucketAcl PutBucketPolicy
      PutBucketPublicAccessBlock PutObjectAcl, secretsmanager: PutResourcePolicy, sns:
      AddPermission, sqs: AddPermission`,
    "read a secret": `
      secretsmanager: BatchGetSecretValue GetSecretValue, ssm: GetParameter GetParameters
      GetParametersByPath`,
    "decrypt with a key": "kms: Decrypt ReEncryptFrom",
    "end a key": "kms: DisableKey ScheduleKeyDeletion",
    "read data": "s3: GetObject GetObjectVersion, sqs: ReceiveMessage",
    "read logs": `
      logs: FilterLogEvents GetLogEvents GetQueryResults StartLiveTail StartQuery Unmask`,
    "change data": "s3: DeleteObject PutObject",
    "end a backup": `
      backup: DeleteBackupVaultLockConfiguration DeleteRecoveryPoint DisassociateRecoveryPoint
      UpdateRecoveryPointLifecycle, s3: BypassGovernanceRetention DeleteObjectVersion`,
    "restore a backup": "backup: StartRestoreJob",
    "approve a deployment": "ecs: ContinueServiceDeployment",
    "push an image": "ecr: InitiateLayerUpload PutImage",
    "run a command": "ec2: RunInstances, ecs: ExecuteCommand, ssm: SendCommand StartSession",
    "call a function": "lambda: InvokeFunction",
    "wake somebody": "sns: Publish",
    "hide what was done": "cloudtrail: DeleteTrail StopLogging, guardduty: DeleteDetector",
  }).map(([does, text]) => [does, actionsIn(text)]),
);

const names = new Map(
  Object.entries(powers).flatMap(([does, actions]) => actions.map((action) => [action, does])),
);
const spellings = new Map([...names.keys()].map((action) => [action.toLowerCase(), action]));

/** What an action does, where it is one of them. */
export function powerOf(action: string): string | undefined {
  return names.get(action);
}

/** An action as it is written here: IAM does not tell cases apart. */
export function canonical(action: string): string {
  return spellings.get(action.toLowerCase()) ?? action;
}

/** Those of them that a pattern of actions takes in. */
export const powersIn = oncePerText((pattern): readonly string[] =>
  [...names.keys()].filter((action) => matches(pattern, action, true)),
);
