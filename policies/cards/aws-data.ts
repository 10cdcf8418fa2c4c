import {
  atLeast,
  between,
  type Cards,
  type Described,
  logDays,
  ofItsEnvironment,
  ownKey,
} from "./card";
import { isText } from "../read";

/** Days in which a key, or a secret, can be had back. */
const deletion = atLeast({ preview: 7, dev: 7, staging: 30, production: 30, shared: 30 });
const recovery = atLeast({ preview: 0, dev: 7, staging: 7, production: 30, shared: 7 });

/** Days in which nobody ends a backup that lies in a vault with a lock (PRC-11). */
const locked = { preview: 1, dev: 1, staging: 7, production: 7, shared: 7 };

const given: Described = { text: "a text that is not empty", has: isText };

const lockedOut = "nobody could change its policy again, AWS included";

/** Buckets, backups, keys, secrets. */
export const awsDataCards: Cards = {
  "aws:backup/plan:Plan": {
    judged: `region tags rules { copyActions { destinationVaultArn lifecycle { deleteAfter } }
      enableContinuousBackup lifecycle { deleteAfter } ruleName schedule targetVaultName }`,
    only: [["rules.scheduleExpressionTimezone", "Etc/UTC", "schedules are read as such"]],
    called: "name",
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    judged: "name scheduleExpression tags",
    own: "recoveryPointSelection { includeVaults }",
    must: [
      [
        "recoveryPointSelection.algorithm",
        ["LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"],
        "AWS knows no other",
      ],
      ["recoveryPointSelection.recoveryPointTypes", ["SNAPSHOT", "CONTINUOUS"], "of what is kept"],
      ["recoveryPointSelection.selectionWindowDays", between(1, 31), "an old point proves little"],
    ],
    called: "scheduleExpressionTimezone",
    placed: "region",
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    judged: "protectedResourceConditions { stringEquals { key value } }",
    own: "iamRoleArn restoreTestingPlanName",
    must: [["protectedResourceType", "S3", "files are what this vault keeps"]],
    called: "name",
    placed: "region",
  },
  "aws:backup/selection:Selection": {
    judged: "conditions resources notResources",
    own: "iamRoleArn planId",
    called: "name",
    placed: "region",
  },
  "aws:backup/vault:Vault": {
    holds: "data",
    judged: "forceDestroy name region tags",
    must: [["kmsKeyArn", ownKey, "a copy of the data is the data"]],
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    judged: "backupVaultName maxRetentionDays minRetentionDays region",
    must: [["minRetentionDays", atLeast(locked), "a backup could be made that is gone at once"]],
  },
  "aws:backup/vaultNotifications:VaultNotifications": {
    own: "backupVaultName snsTopicArn",
    must: [
      [
        "backupVaultEvents",
        ["S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"],
        "no job says of these objects that they are missing",
      ],
    ],
    placed: "region",
  },
  "aws:backup/vaultPolicy:VaultPolicy": {
    judged: "policy",
    own: "backupVaultName",
    placed: "region",
  },
  "aws:kms/alias:Alias": {
    own: "targetKeyId",
    must: [
      [
        "name",
        ofItsEnvironment,
        "the name is another key's",
        ["preview", "dev", "staging", "production"],
      ],
    ],
  },
  "aws:kms/key:Key": {
    holds: "data",
    judged: "policy tags",
    must: [
      ["deletionWindowInDays", deletion, "everything that it encrypts goes with it"],
      ["enableKeyRotation", true, "what one key encrypts must not grow for ever"],
    ],
    only: [
      ["isEnabled", true, "nothing could be read that it encrypts"],
      ["bypassPolicyLockoutSafetyCheck", false, lockedOut],
    ],
    called: "description",
    free: { "a copy of it is a resource of its own": "multiRegion" },
  },
  "aws:kms/replicaKey:ReplicaKey": {
    holds: "data",
    judged: "policy tags",
    own: "primaryKeyArn",
    must: [["deletionWindowInDays", deletion, "everything that it encrypts goes with it"]],
    only: [
      ["enabled", true, "nothing could be read that it encrypts"],
      ["bypassPolicyLockoutSafetyCheck", false, lockedOut],
    ],
    called: "description",
  },
  "aws:s3/bucket:Bucket": {
    holds: "data",
    judged: "bucket forceDestroy region tags",
    free: { "the lock itself is another resource": "objectLockEnabled" },
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    judged: `rules { status noncurrentVersionExpiration { noncurrentDays } expiration { days } }`,
    own: "bucket",
    only: [
      ["rules.expiration.days", logDays, "what happened is asked later (OBS-24)"],
      ["rules.filter.prefix", ["", "AWSLogs/"], "what is not meant is kept for ever"],
      ["rules.expiration.expiredObjectDeleteMarker", true, "it removes empty marks alone"],
    ],
    called: "rules { id }",
    sized: "rules { abortIncompleteMultipartUpload { daysAfterInitiation } }",
    placed: "region",
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    judged: "tags",
    own: "bucket content",
    free: { "what it holds is of this stack": "contentType key" },
  },
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
    judged: "rule { defaultRetention { days } }",
    own: "bucket",
    only: [
      ["rule.defaultRetention.mode", "GOVERNANCE", "what the law wants gone nobody could delete"],
    ],
    placed: "region",
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    own: "bucket",
    must: [
      ["rule.objectOwnership", "BucketOwnerEnforced", "an object's own list could let in all"],
    ],
    placed: "region",
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    judged: "policy",
    own: "bucket",
    placed: "region",
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    judged: "blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets",
    own: "bucket",
    placed: "region",
  },
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
    judged: "rules { id destination { metrics { status } } status }",
    own: "bucket role rules { destination { bucket } }",
    must: [
      [
        "rules.destination.encryptionConfiguration.replicaKmsKeyId",
        ownKey,
        "S3 would not know by which key to encrypt there",
      ],
      ["rules.filter.prefix", "", "what is not meant is copied nowhere"],
      [
        "rules.sourceSelectionCriteria.sseKmsEncryptedObjects.status",
        "Enabled",
        "S3 leaves out what a key encrypts, which is everything here",
      ],
      ["rules.destination.replicationTime.status", "Enabled", "a copy has no time to keep"],
    ],
    only: [["rules.destination.replicationTime.time.minutes", 15, "S3 promises no other"]],
    called: "rules { priority }",
    sized: "rules { destination { metrics { eventThreshold } } }",
    placed: "region",
    free: { "the copy's versions stay": "rules { deleteMarkerReplication { status } }" },
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    judged: "rules { applyServerSideEncryptionByDefault { sseAlgorithm } }",
    own: "bucket",
    only: [
      [
        "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId",
        ownKey,
        "only its policy can keep others out",
      ],
      ["rules.blockedEncryptionTypes", "SSE-C", "a caller's key is nobody's to back up"],
    ],
    sized: "rules { bucketKeyEnabled }",
    placed: "region",
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    judged: "versioningConfiguration { status }",
    own: "bucket",
    must: [
      [
        "versioningConfiguration.status",
        "Enabled",
        "what is overwritten is lost, and AWS Backup copies nothing",
      ],
    ],
    placed: "region",
  },
  "aws:secretsmanager/secret:Secret": {
    holds: "data",
    judged: "name replicas { region } tags",
    must: [
      ["kmsKeyId", ownKey, "only its policy can keep another environment out"],
      ["replicas?.kmsKeyId", ownKey, "a copy that names none gets AWS's"],
      ["recoveryWindowInDays", recovery, "a deletion by mistake must not be the end"],
    ],
    called: "description",
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    own: "secretId",
    must: [["secretString", given, "whoever waits for it would not start"]],
  },
};
