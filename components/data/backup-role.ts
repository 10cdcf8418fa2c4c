import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";

/** AWS keeps these two up to date with what AWS Backup does to a bucket. */
const managedPolicies = {
  backup: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
  restore: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
};

export interface BackupRoleArgs {
  readonly context: Context;
  /** Vault from which recovery points are copied to its namesake in another region; `undefined` copies nothing. */
  readonly copiedVaultName: string | undefined;
}

/** The role in which AWS Backup reads, copies and restores S3 buckets. */
export class BackupRole extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;

  public constructor(
    name: string,
    { context, copiedVaultName }: BackupRoleArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:BackupRole", name, {}, opts);
    const child = { parent: this };
    const { product, stack, tags } = context.identity;

    const role = new iam.Role(
      `${name}-role`,
      {
        name: physicalName("role", product, stack, "backup"),
        description: "Lets AWS Backup copy and restore object stores.",
        assumeRolePolicy: serviceTrust("backup.amazonaws.com", context.aws.accountId),
        permissionsBoundary: context.permissionsBoundaryArn,
        tags,
      },
      child,
    );
    for (const [use, policyArn] of Object.entries(managedPolicies)) {
      new iam.RolePolicyAttachment(`${name}-role-${use}`, { role: role.name, policyArn }, child);
    }
    if (copiedVaultName !== undefined) {
      // The two policies of AWS are about buckets; of vaults they say nothing.
      new iam.RolePolicy(
        `${name}-role-copy`,
        {
          name: "copy",
          role: role.name,
          policy: copyPolicy(context.aws.accountId, copiedVaultName),
        },
        child,
      );
    }

    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function copyPolicy(accountId: string, vaultName: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "CopyRecoveryPoints",
        Effect: "Allow",
        Action: [
          "backup:CopyFromBackupVault",
          "backup:CopyIntoBackupVault",
          "backup:DescribeBackupVault",
        ],
        Resource: [
          `arn:aws:backup:*:${accountId}:backup-vault:${vaultName}`,
          `arn:aws:backup:*:${accountId}:recovery-point:*`,
        ],
      },
    ],
  });
}
