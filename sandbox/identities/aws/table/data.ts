import { type Calls, linkedRole, passRole, type Table, useKey } from "../call";

const tagChanges = "TagResource?tags UntagResource?tags";
const vaultKey = "CreateGrant Decrypt DescribeKey GenerateDataKey RetireGrant";
const secretKey = "GenerateDataKey Decrypt";

/** A setting of a bucket, by its name in S3's actions. */
function bucketSetting(name: string, calls: Partial<Calls> = {}): Calls {
  const put = `Put${name} ${calls.create ?? ""}`;
  return {
    on: "s3 {bucket}",
    create: put,
    read: `Get${name}`,
    update: put,
    delete: calls.delete ?? `Put${name}`,
  };
}

function vaultSetting(name: string): Calls {
  return {
    on: "backup backup-vault:{backupVaultName}",
    create: `PutBackupVault${name}`,
    read: `GetBackupVault${name}`,
    update: `PutBackupVault${name}`,
    delete: `DeleteBackupVault${name}`,
  };
}

/** What holds data, what encrypts it, and what brings it back. */
export const dataCalls: Table = {
  "aws:backup/plan:Plan": {
    on: "backup backup-plan:{id}",
    create: "CreateBackupPlan TagResource?tags",
    read: "GetBackupPlan ListTags",
    update: `UpdateBackupPlan?rules|advancedBackupSettings ${tagChanges}`,
    delete: "DeleteBackupPlan",
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    on: "backup restore-testing-plan:{name}-*",
    create: `CreateRestoreTestingPlan TagResource?tags ${linkedRole("restore-testing.backup")}`,
    read: "GetRestoreTestingPlan ListTags",
    update: `UpdateRestoreTestingPlan?recoveryPointSelection|scheduleExpression|scheduleExpressionTimezone ${tagChanges}`,
    delete: "DeleteRestoreTestingPlan",
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    on: "backup restore-testing-plan:{restoreTestingPlanName}-*",
    create: `CreateRestoreTestingSelection ${passRole("iamRoleArn", "backup")}`,
    read: "GetRestoreTestingSelection",
    update: `UpdateRestoreTestingSelection ${passRole("iamRoleArn", "backup")}`,
    delete: "DeleteRestoreTestingSelection",
  },
  "aws:backup/selection:Selection": {
    on: "backup backup-plan:{planId}",
    create: `CreateBackupSelection ${passRole("iamRoleArn", "backup")} ${linkedRole("backup")}`,
    read: "GetBackupSelection",
    delete: "DeleteBackupSelection",
  },
  "aws:backup/vault:Vault": {
    on: "backup backup-vault:{name}",
    create: `CreateBackupVault TagResource?tags backup-storage:MountCapsule@* ${useKey("kmsKeyArn", "backup", vaultKey)}`,
    read: "DescribeBackupVault ListTags",
    update: tagChanges,
    delete: "ListRecoveryPointsByBackupVault?forceDestroy DeleteBackupVault",
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    on: "backup backup-vault:{backupVaultName}",
    create: "PutBackupVaultLockConfiguration",
    read: "DescribeBackupVault",
    update: "PutBackupVaultLockConfiguration",
    delete: "DeleteBackupVaultLockConfiguration",
  },
  "aws:backup/vaultNotifications:VaultNotifications": vaultSetting("Notifications"),
  "aws:backup/vaultPolicy:VaultPolicy": vaultSetting("AccessPolicy"),
  "aws:kms/alias:Alias": {
    on: "kms {name}",
    create: "CreateAlias CreateAlias@kms:key/{targetKeyId:last}",
    read: "ListAliases",
    update: "UpdateAlias UpdateAlias@kms:key/{targetKeyId:last}",
    delete: "DeleteAlias DeleteAlias@kms:key/{targetKeyId:last}",
  },
  "aws:kms/key:Key": {
    on: "kms key/{keyId}",
    create: `CreateKey TagResource?tags EnableKeyRotation?enableKeyRotation ${linkedRole("mrk.kms", "multiRegion")}`,
    read: "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
    update: `UpdateKeyDescription?description PutKeyPolicy?policy EnableKeyRotation?enableKeyRotation ${tagChanges}`,
    delete: "ScheduleKeyDeletion",
  },
  "aws:kms/replicaKey:ReplicaKey": {
    on: "kms key/{keyId}",
    create: "CreateKey ReplicateKey@{primaryKeyArn} TagResource?tags",
    read: "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
    update: `UpdateKeyDescription?description PutKeyPolicy?policy ${tagChanges}`,
    delete: "ScheduleKeyDeletion",
  },
  "aws:s3/bucket:Bucket": {
    on: "s3 {bucket}",
    create:
      "CreateBucket TagResource?tags PutBucketObjectLockConfiguration?objectLockEnabled PutBucketVersioning?objectLockEnabled",
    read:
      "ListBucket GetBucketLocation GetBucketPolicy GetBucketAcl GetBucketCORS GetBucketWebsite GetBucketVersioning " +
      "GetAccelerateConfiguration GetBucketRequestPayment GetBucketLogging GetLifecycleConfiguration " +
      "GetReplicationConfiguration GetEncryptionConfiguration GetBucketObjectLockConfiguration GetBucketTagging " +
      "ListTagsForResource",
    update: tagChanges,
    delete:
      "DeleteBucket ListBucketVersions?forceDestroy DeleteObject@s3:{bucket}/*?forceDestroy DeleteObjectVersion@s3:{bucket}/*?forceDestroy",
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration":
    bucketSetting("LifecycleConfiguration"),
  "aws:s3/bucketLogging:BucketLogging": bucketSetting("BucketLogging"),
  "aws:s3/bucketNotification:BucketNotification": bucketSetting("BucketNotification"),
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": bucketSetting(
    "BucketObjectLockConfiguration",
  ),
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    on: "s3 {bucket}/{key}",
    create: "PutObject PutObjectTagging?tags",
    read: "GetObject GetObjectTagging",
    update: "PutObject?content PutObjectTagging?tags",
    delete: "ListBucketVersions@s3:{bucket} DeleteObject DeleteObjectVersion",
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls":
    bucketSetting("BucketOwnershipControls"),
  "aws:s3/bucketPolicy:BucketPolicy": bucketSetting("BucketPolicy", {
    delete: "DeleteBucketPolicy",
  }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock":
    bucketSetting("BucketPublicAccessBlock"),
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": bucketSetting(
    "ReplicationConfiguration",
    { create: passRole("role", "s3") },
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    bucketSetting("EncryptionConfiguration"),
  "aws:s3/bucketVersioning:BucketVersioning": bucketSetting("BucketVersioning"),
  "aws:secretsmanager/secret:Secret": {
    on: "secretsmanager secret:{name}-*",
    create: "CreateSecret TagResource?tags ReplicateSecretToRegions?replicas",
    read: "DescribeSecret GetResourcePolicy",
    update: `UpdateSecret?description|kmsKeyId ReplicateSecretToRegions?replicas RemoveRegionsFromReplication?replicas ${tagChanges}`,
    delete: "RemoveRegionsFromReplication?replicas DeleteSecret",
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    on: "secretsmanager {secretArn}",
    create: "PutResourcePolicy",
    read: "GetResourcePolicy",
    update: "PutResourcePolicy",
    delete: "DeleteResourcePolicy",
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    on: "secretsmanager {secretId}",
    create: `PutSecretValue ${useKey("secretId.kmsKeyId", "secretsmanager", secretKey)}`,
    read: `GetSecretValue ${useKey("secretId.kmsKeyId", "secretsmanager", "Decrypt")}`,
    update: "UpdateSecretVersionStage",
    delete: "DescribeSecret",
  },
};
