import { expect } from "chai";
import { BackupPlan, type BackupPlanArgs } from "../../../components/data/backup-plan";
import type { BackupSpec } from "../../../blueprint/backup";
import type { Tier } from "../../../blueprint/tier";
import { tiers } from "../../../blueprint/tiers";
import { contextOf, recoveryKeyArn, recoveryRegion } from "../../support/data-context";
import { record, type Recorded } from "../../support/record";

const vaultType = "aws:backup/vault:Vault";
const lockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const notificationsType = "aws:backup/vaultNotifications:VaultNotifications";
const policyType = "aws:backup/vaultPolicy:VaultPolicy";
const planType = "aws:backup/plan:Plan";
const selectionType = "aws:backup/selection:Selection";
const testPlanType = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const testSelectionType = "aws:backup/restoreTestingSelection:RestoreTestingSelection";

function specOf(tier: Tier): BackupSpec {
  const { copied, ...backup } = tiers[tier].backup;
  return { ...backup, selectionTag: tier, copyRegion: copied ? recoveryRegion : undefined };
}

function declare(
  tier: Tier,
  change: Partial<BackupSpec> = {},
  args: Partial<BackupPlanArgs> = {},
): Promise<Recorded> {
  return record(
    () =>
      new BackupPlan(
        "files",
        {
          spec: { ...specOf(tier), ...change },
          context: contextOf(tier),
          copyKeyArn: tier === "production" ? recoveryKeyArn : undefined,
          ...args,
        },
        {},
      ),
  );
}

async function failure(...args: Parameters<typeof declare>): Promise<string> {
  try {
    await declare(...args);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the plan was declared");
}

interface Rule {
  readonly ruleName: string;
  readonly enableContinuousBackup: boolean;
  readonly lifecycle: { readonly deleteAfter: number };
  readonly copyActions?: readonly {
    readonly destinationVaultArn: string;
    readonly lifecycle: { readonly deleteAfter: number };
  }[];
}

const rulesOf = (recorded: Recorded) => recorded.inputs(planType).rules as readonly Rule[];

interface Denial {
  readonly Effect: string;
  readonly Principal: string;
  readonly Action: readonly string[];
  readonly Condition: unknown;
}

function denialOf(recorded: Recorded, name: string): Denial {
  const policy = JSON.parse(String(recorded.inputs(policyType, name).policy)) as {
    Statement: [Denial];
  };
  return policy.Statement[0];
}

describe("BackupPlan", () => {
  const kept = {
    dev: { weekly: 30 },
    staging: { daily: 30 },
    production: { continuous: 35, daily: 90, weekly: 365 },
  };
  for (const tier of ["dev", "staging", "production"] as const) {
    it(`keeps ${tier}'s backups as long as was asked (BAK-5)`, async () => {
      const rules = rulesOf(await declare(tier));
      const days = rules.map(({ ruleName, lifecycle }) => [ruleName, lifecycle.deleteAfter]);
      expect(Object.fromEntries(days)).to.deep.equal(kept[tier]);
    });

    it(`protects ${tier}'s vaults as its tier says`, async () => {
      const recorded = await declare(tier);
      for (const vault of recorded.ofType(vaultType)) {
        expect(vault.options.protect).to.equal(tier === "production");
        expect(recorded.inputs(vaultType, vault.name).forceDestroy).to.equal(tier === "dev");
      }
    });
  }

  it("selects object stores by tag, whatever the account has opted in to", async () => {
    expect((await declare("staging")).inputs(selectionType)).to.deep.include({
      resources: ["arn:aws:s3:::*"],
      conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "staging" }] }],
    });
  });

  describe("the vault", () => {
    it("is encrypted with the environment's key", async () => {
      const recorded = await declare("dev");
      expect(recorded.inputs(vaultType).kmsKeyArn).to.equal(contextOf("dev").encryptionKeyArn);
    });

    it("is locked for governance in staging and production, and open in dev", async () => {
      const lockOf = async (tier: Tier) => (await declare(tier)).inputs(lockType, "files-lock");
      for (const [tier, maxRetentionDays] of [
        ["staging", 90],
        ["production", 400],
      ] as const) {
        const lock = await lockOf(tier);
        expect(lock).to.include({ minRetentionDays: 7, maxRetentionDays });
        expect(lock).not.to.have.property("changeableForDays");
      }
      (await declare("dev")).expectNone(lockType);
    });

    it("has its one lock and its one list of notifications deleted before they are made anew", async () => {
      const recorded = await declare("staging");
      for (const type of [lockType, notificationsType]) {
        const settings = recorded.ofType(type);
        expect(settings, type).not.to.have.length(0);
        for (const { options } of settings) expect(options.deleteBeforeReplace).to.equal(true);
      }
    });

    it("gets no recovery point before it is guarded", async () => {
      const recorded = await declare("production");
      const guards = [policyType, lockType].flatMap((type) => recorded.ofType(type));
      expect(guards).to.have.length(4);
      expect(recorded.one(planType).dependencies).to.include.members(guards.map(({ urn }) => urn));
    });

    it("can be locked for good, after three days to think again", async () => {
      const recorded = await declare("staging", {
        lock: { minDays: 7, maxDays: 90, compliance: true },
      });
      expect(recorded.inputs(lockType).changeableForDays).to.equal(3);
    });

    it("lets nobody but the break-glass role remove a recovery point", async () => {
      const denial = denialOf(await declare("production"), "files-policy");
      expect(denial).to.deep.include({
        Effect: "Deny",
        Principal: "*",
        Condition: {
          ArnNotEquals: {
            "aws:PrincipalArn": "arn:aws:iam::333333333333:role/shop-production-break-glass",
          },
        },
      });
      expect(denial.Action).to.include.members([
        "backup:DeleteRecoveryPoint",
        "backup:UpdateRecoveryPointLifecycle",
        "backup:PutBackupVaultAccessPolicy",
      ]);
    });

    it("can be torn down where its data is not protected", async () => {
      const { Action } = denialOf(await declare("dev"), "files-policy");
      expect(Action).to.include("backup:DeleteRecoveryPoint");
      expect(Action).not.to.include.members(["backup:DeleteBackupVaultAccessPolicy"]);
      expect(Action).not.to.include.members(["backup:DeleteBackupVault"]);
    });
  });

  describe("in production", () => {
    it("copies every snapshot to a locked vault of the recovery region, kept as long", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs(vaultType, "files-copy-vault")).to.include({
        region: recoveryRegion,
        kmsKeyArn: recoveryKeyArn,
      });
      expect(recorded.inputs(lockType, "files-copy-lock").region).to.equal(recoveryRegion);
      expect(denialOf(recorded, "files-copy-policy").Effect).to.equal("Deny");
      const copies = recorded.one(vaultType, "files-copy-vault").outputs.arn;
      const [continuous, ...snapshots] = rulesOf(recorded);
      expect(continuous).to.include({ ruleName: "continuous", enableContinuousBackup: true });
      expect(continuous).not.to.have.property("copyActions");
      expect(snapshots).to.have.length(2);
      for (const { copyActions, lifecycle } of snapshots) {
        expect(copyActions).to.deep.equal([{ destinationVaultArn: copies, lifecycle }]);
      }
    });

    it("restores the newest backup every week to see that it can", async () => {
      const recorded = await declare("production");
      const plan = recorded.inputs(testPlanType);
      expect(plan).to.deep.include({
        name: "shop_production",
        scheduleExpression: "cron(0 5 ? * SUN *)",
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [recorded.one(vaultType, "files-vault").outputs.arn],
          recoveryPointTypes: ["SNAPSHOT", "CONTINUOUS"],
          selectionWindowDays: 8,
        },
      });
      expect(recorded.inputs(testSelectionType)).to.deep.include({
        name: "shop_production_s3",
        protectedResourceType: "S3",
        protectedResourceConditions: {
          stringEquals: [{ key: "aws:ResourceTag/backup", value: "production" }],
        },
      });
    });
  });

  it("copies and tests nothing in staging", async () => {
    const recorded = await declare("staging");
    expect(recorded.ofType(vaultType)).to.have.length(1);
    recorded.expectNone(testPlanType);
    expect(rulesOf(recorded).flatMap(({ copyActions }) => copyActions ?? [])).to.deep.equal([]);
    expect(recorded.outputs("platform:aws:BackupPlan")).to.deep.equal({
      planArn: recorded.one(planType).outputs.arn,
      vaultName: "shop-staging",
    });
  });

  describe("its role", () => {
    it("may copy from the vault into its namesake in another region, where copies are made", async () => {
      const policyType = "aws:iam/rolePolicy:RolePolicy";
      const policy = JSON.parse(
        String((await declare("production")).inputs(policyType).policy),
      ) as object;
      expect(policy).to.have.deep.nested.property("Statement[0].Resource", [
        "arn:aws:backup:*:333333333333:backup-vault:shop-production",
        "arn:aws:backup:*:333333333333:recovery-point:*",
      ]);
      expect(policy)
        .to.have.nested.property("Statement[0].Action")
        .that.includes.members(["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault"]);
      (await declare("staging")).expectNone(policyType);
    });

    it("may do to buckets what AWS says that backing up and restoring take", async () => {
      const attached = (await declare("staging"))
        .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .map(({ inputs }) => inputs.policyArn);
      expect(attached).to.have.members([
        "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
        "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
      ]);
    });

    it("is bounded, and trusted by AWS Backup alone", async () => {
      const role = (await declare("production")).inputs("aws:iam/role:Role");
      expect(role.permissionsBoundary).to.equal(contextOf("production").permissionsBoundaryArn);
      expect(JSON.parse(String(role.assumeRolePolicy))).to.deep.include({
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "backup.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      });
    });
  });

  describe("what fails", () => {
    it("reaches a person in production and Slack elsewhere", async () => {
      const target = "aws:cloudwatch/eventTarget:EventTarget";
      for (const [tier, topic] of [
        ["production", contextOf("production").alerts.criticalTopicArn],
        ["staging", contextOf("staging").alerts.warningTopicArn],
      ] as const) {
        expect((await declare(tier)).inputs(target).arn).to.equal(topic);
      }
    });

    it("is any job that ended badly, whichever way AWS Backup reports it", async () => {
      const rule = (await declare("production")).inputs("aws:cloudwatch/eventRule:EventRule");
      const states = ["ABORTED", "EXPIRED", "FAILED"];
      expect(JSON.parse(String(rule.eventPattern))).to.deep.equal({
        source: ["aws.backup"],
        "detail-type": [
          "Backup Job State Change",
          "Copy Job State Change",
          "Restore Job State Change",
        ],
        detail: { $or: [{ state: states }, { status: states }] },
      });
    });
  });

  describe("refuses", () => {
    it("continuous backups beyond 35 days", async () => {
      const [continuous] = tiers.production.backup.rules;
      if (continuous === undefined) throw new Error("production has no rules");
      const rules = [{ ...continuous, deleteAfterDays: 90 }];
      expect(await failure("production", { rules })).to.equal(
        `the rule "continuous" keeps continuous backups 90 days, AWS Backup keeps them 35 at most: add a snapshot rule for longer`,
      );
    });

    it("a rule that the vault's lock would fail", async () => {
      const lock = { minDays: 7, maxDays: 90, compliance: false };
      expect(await failure("production", { lock })).to.equal(
        `the rule "weekly" keeps backups 365 days, but the vault's lock takes 7 to 90 only and fails every job outside: change the one or the other`,
      );
    });

    it("copies under a key of AWS's", async () => {
      expect(await failure("production", {}, { copyKeyArn: undefined })).to.equal(
        `the copies in ${recoveryRegion} need a key of that region: pass copyKeyArn`,
      );
    });
  });
});
