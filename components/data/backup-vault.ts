import * as backup from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import type { BackupSpec } from "../../blueprint/backup";
import type { Tags } from "../../blueprint/tier";
import { availableAfter } from "../base/available-after";

/** Days in which a compliance lock can still be taken off; AWS asks for at least 3. */
const complianceGraceDays = 3;

/** A place for recovery points in one region. */
export interface BackupVaultArgs {
  /** Physical name, unique in the account and region. */
  readonly vaultName: string;
  readonly region: string;
  /** ARN of the key in that region that encrypts the recovery points. */
  readonly encryptionKeyArn: pulumi.Input<string>;
  readonly lock: BackupSpec["lock"];
  /** ARN of the one role that may remove recovery points before their time, and change the policy that says so. */
  readonly breakGlassRoleArn: string;
  /** Whether Pulumi refuses to delete the vault, and AWS to change who may remove recovery points. */
  readonly protect: boolean;
  readonly tags: Tags;
}

/** What takes a recovery point away before its time. */
const removals = [
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
];
/** What takes away the protection; in a vault to be protected, the role that deploys it must not either. */
const weakenings = [
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:PutBackupVaultAccessPolicy",
];

/**
 * Nobody removes a recovery point by hand but the break-glass role; AWS Backup itself still expires them. The lock adds
 * that retention can't leave its bounds: in governance mode until someone with the right to takes it off, in compliance
 * mode for good.
 */
export class BackupVault extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;
  public readonly vaultName: pulumi.Output<string>;

  public constructor(name: string, args: BackupVaultArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:BackupVault", name, {}, opts);
    const child = { parent: this };
    const { region, lock, protect } = args;

    const vault = new backup.Vault(
      `${name}-vault`,
      {
        name: args.vaultName,
        region,
        kmsKeyArn: args.encryptionKeyArn,
        forceDestroy: !protect && lock === undefined,
        tags: args.tags,
      },
      { ...child, protect },
    );
    const setting = { backupVaultName: vault.name, region };
    const policy = new backup.VaultPolicy(
      `${name}-policy`,
      {
        ...setting,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "KeepRecoveryPoints",
              Effect: "Deny",
              Principal: "*",
              Action: protect ? [...removals, ...weakenings] : removals,
              Resource: "*",
              Condition: { ArnNotEquals: { "aws:PrincipalArn": args.breakGlassRoleArn } },
            },
          ],
        }),
      },
      child,
    );
    const guards: pulumi.Resource[] = [policy];
    if (lock !== undefined) {
      guards.push(
        new backup.VaultLockConfiguration(
          `${name}-lock`,
          {
            ...setting,
            minRetentionDays: lock.minDays,
            maxRetentionDays: lock.maxDays,
            ...(lock.compliance && { changeableForDays: complianceGraceDays }),
          },
          // The vault has one lock: the old one's deletion would take the new one with it.
          { ...child, protect, deleteBeforeReplace: true },
        ),
      );
    }

    // Nothing is kept in it before it is guarded.
    this.arn = availableAfter(vault.arn, ...guards);
    this.vaultName = availableAfter(vault.name, ...guards);
    this.registerOutputs({ arn: this.arn, vaultName: this.vaultName });
  }
}
