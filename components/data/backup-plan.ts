import * as backup from "@pulumi/aws/backup";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { BackupSpec } from "../../blueprint/backup";
import { physicalName } from "../../blueprint/names";
import { breakGlassRoleArn } from "../base/break-glass";
import type { Context } from "../base/context";
import { withRunbook } from "../observe/runbook";
import { BackupRole } from "./backup-role";
import { BackupVault } from "./backup-vault";

const continuousMaxDays = 35;
const failedStates = ["ABORTED", "EXPIRED", "FAILED"];
/** Days back from which the restore test takes the newest recovery point: longer than between two weekly ones. */
const restoreWindowDays = 8;

/** Backups of what carries the selection tag (BAK-5). */
export interface BackupPlanArgs {
  readonly spec: BackupSpec;
  readonly context: Context;
  /** ARN of the key in the copies' region. Needed with `spec.copyRegion`. */
  readonly copyKeyArn?: pulumi.Input<string> | undefined;
}

/** AWS Backup for S3: Neon and R2 are out of its sight, the former has snapshots of its own, the latter its copy in S3. */
export class BackupPlan extends pulumi.ComponentResource {
  public readonly planArn: pulumi.Output<string>;
  public readonly vaultName: pulumi.Output<string>;
  /** What backs up whatever carries the tag. */
  public readonly selection: backup.Selection;
  /** `undefined` where nothing is copied. */
  public readonly copyVaultArn: pulumi.Output<string> | undefined;

  public constructor(name: string, args: BackupPlanArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:BackupPlan", name, {}, opts);
    this.requireConsistent(args);
    const { spec, context } = args;
    const { product, stack } = context.identity;

    const vault = this.declareVault(name, args, context.region, context.encryptionKeyArn);
    const copyVault =
      spec.copyRegion === undefined || args.copyKeyArn === undefined
        ? undefined
        : this.declareVault(`${name}-copy`, args, spec.copyRegion, args.copyKeyArn);
    const vaultName = physicalName("backup", product, stack);
    const role = new BackupRole(
      name,
      { context, copiedVaultName: copyVault === undefined ? undefined : vaultName },
      { parent: this },
    );
    const plan = this.declarePlan(name, args, vault, copyVault);
    this.selection = this.select(name, args, plan, role);
    this.alert(name, context, vault);
    if (spec.restoreTestSchedule !== undefined) {
      this.testRestores(name, args, spec.restoreTestSchedule, vault, role);
    }

    this.planArn = plan.arn;
    this.vaultName = vault.vaultName;
    this.copyVaultArn = copyVault?.arn;
    this.registerOutputs({
      planArn: this.planArn,
      vaultName: this.vaultName,
      copyVaultArn: this.copyVaultArn,
    });
  }

  private requireConsistent({ spec, copyKeyArn }: BackupPlanArgs): void {
    const refuse = (message: string): never => {
      throw new pulumi.ResourceError(message, this, true);
    };
    if (spec.copyRegion !== undefined && copyKeyArn === undefined) {
      refuse(`the copies in ${spec.copyRegion} need a key of that region: pass copyKeyArn`);
    }
    for (const { name, continuous, deleteAfterDays } of spec.rules) {
      const days = String(deleteAfterDays);
      if (continuous && deleteAfterDays > continuousMaxDays) {
        refuse(
          `the rule "${name}" keeps continuous backups ${days} days, AWS Backup keeps them ${String(continuousMaxDays)} at most: add a snapshot rule for longer`,
        );
      }
      if (spec.lock === undefined) continue;
      const { minDays, maxDays } = spec.lock;
      if (deleteAfterDays < minDays || deleteAfterDays > maxDays) {
        refuse(
          `the rule "${name}" keeps backups ${days} days, but the vault's lock takes ${String(minDays)} to ${String(maxDays)} only and fails every job outside: change the one or the other`,
        );
      }
    }
  }

  private declareVault(
    name: string,
    { spec, context }: BackupPlanArgs,
    region: string,
    encryptionKeyArn: pulumi.Input<string>,
  ): BackupVault {
    const { product, stack, tags } = context.identity;
    return new BackupVault(
      name,
      {
        vaultName: physicalName("backup", product, stack),
        region,
        encryptionKeyArn,
        lock: spec.lock,
        breakGlassRoleArn: breakGlassRoleArn(context.identity, context.aws.accountId),
        protect: context.protectData,
        tags,
      },
      { parent: this },
    );
  }

  private declarePlan(
    name: string,
    { spec, context }: BackupPlanArgs,
    vault: BackupVault,
    copyVault: BackupVault | undefined,
  ): backup.Plan {
    const { product, stack, tags } = context.identity;
    return new backup.Plan(
      `${name}-plan`,
      {
        name: physicalName("backup", product, stack),
        region: context.region,
        rules: spec.rules.map((rule) => ({
          ruleName: rule.name,
          targetVaultName: vault.vaultName,
          schedule: rule.schedule,
          scheduleExpressionTimezone: "Etc/UTC",
          enableContinuousBackup: rule.continuous,
          lifecycle: { deleteAfter: rule.deleteAfterDays },
          // What is copied out of a continuous backup is a snapshot, which the other rules take and copy anyway.
          ...(copyVault !== undefined &&
            !rule.continuous && {
              copyActions: [
                {
                  destinationVaultArn: copyVault.arn,
                  lifecycle: { deleteAfter: rule.deleteAfterDays },
                },
              ],
            }),
        })),
        tags,
      },
      { parent: this },
    );
  }

  private select(
    name: string,
    { spec, context }: BackupPlanArgs,
    plan: backup.Plan,
    role: BackupRole,
  ): backup.Selection {
    const { product, stack } = context.identity;
    return new backup.Selection(
      `${name}-selection`,
      {
        name: physicalName("backup", product, stack),
        region: context.region,
        planId: plan.id,
        iamRoleArn: role.arn,
        // Naming the type backs it up even in an account that never opted in to S3; a tag alone would skip it silently.
        resources: ["arn:aws:s3:::*"],
        conditions: [
          { stringEquals: [{ key: "aws:ResourceTag/backup", value: spec.selectionTag }] },
        ],
      },
      { parent: this },
    );
  }

  /** The vault tells of single objects, EventBridge of whole jobs; only failures, so that an alert means something. */
  private alert(name: string, context: Context, vault: BackupVault): void {
    const child = { parent: this };
    const { product, stack, tags } = context.identity;
    new backup.VaultNotifications(
      `${name}-object-failures`,
      {
        backupVaultName: vault.vaultName,
        region: context.region,
        snsTopicArn: context.alerts.warningTopicArn,
        backupVaultEvents: ["S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"],
      },
      // The vault has one setting: the old one's deletion would take the new one with it.
      { ...child, deleteBeforeReplace: true },
    );
    const failures = new cloudwatch.EventRule(
      `${name}-job-failures`,
      {
        name: physicalName("backup", product, stack, "failures"),
        description: withRunbook("A backup, copy or restore job did not finish.", "restore"),
        region: context.region,
        eventPattern: JSON.stringify({
          source: ["aws.backup"],
          "detail-type": [
            "Backup Job State Change",
            "Copy Job State Change",
            "Restore Job State Change",
          ],
          // Restore jobs report a status, the others a state.
          detail: { $or: [{ state: failedStates }, { status: failedStates }] },
        }),
        tags,
      },
      child,
    );
    new cloudwatch.EventTarget(
      `${name}-job-failures-target`,
      {
        rule: failures.name,
        targetId: "alerts",
        region: context.region,
        arn: context.protectData ? context.alerts.criticalTopicArn : context.alerts.warningTopicArn,
      },
      child,
    );
  }

  private testRestores(
    name: string,
    { spec, context }: BackupPlanArgs,
    schedule: string,
    vault: BackupVault,
    role: BackupRole,
  ): void {
    const child = { parent: this };
    const { product, stack, tags } = context.identity;
    const plan = new backup.RestoreTestingPlan(
      `${name}-restore-test`,
      {
        name: restoreTestName(product, stack),
        region: context.region,
        scheduleExpression: schedule,
        scheduleExpressionTimezone: "Etc/UTC",
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: ["SNAPSHOT", "CONTINUOUS"],
          selectionWindowDays: restoreWindowDays,
        },
        tags,
      },
      child,
    );
    new backup.RestoreTestingSelection(
      `${name}-restore-test-selection`,
      {
        name: restoreTestName(product, stack, "s3"),
        region: context.region,
        restoreTestingPlanName: plan.name,
        iamRoleArn: role.arn,
        protectedResourceType: "S3",
        protectedResourceConditions: {
          stringEquals: [{ key: "aws:ResourceTag/backup", value: spec.selectionTag }],
        },
      },
      child,
    );
  }
}

/** Restore testing takes no dash in a name. */
function restoreTestName(...parts: readonly string[]): string {
  return physicalName("restoreTest", parts.join("_").replaceAll("-", "_"));
}
