import { recordsAt, textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { bucketTypes, holdsLogsAlone } from "../backup/buckets";
import { isManagedByAws } from "../../cards/card";

const encryptionType =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** A load balancer writes its logs with no key but S3's. */
export const bucketRequireEncryption = stackRule({
  id: "bucket-require-encryption",
  title: "Buckets are encrypted with the environment's own key",
  why: "only its policy can keep another environment out",
  source: "DAT-7",
  fix: "Declare a BucketServerSideEncryptionConfiguration with the environment's key for the bucket.",
  also: "S3.17, CKV_AWS_145",
  types: bucketTypes,
  check(bucket, _scope, stack) {
    const [encryption] = stack.referring(bucket, encryptionType, "bucket");
    if (encryption === undefined) {
      return violation("has no BucketServerSideEncryptionConfiguration made for it");
    }
    for (const rule of recordsAt(encryption.props, "rules")) {
      const algorithm = textAt(rule, "applyServerSideEncryptionByDefault.sseAlgorithm");
      if (algorithm.startsWith("aws:kms")) {
        const key = textAt(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId");
        if (isManagedByAws(key)) return violation(`is encrypted with ${key}, not our own key`);
      } else if (!holdsLogsAlone(bucket, stack)) {
        return violation(`is encrypted with ${algorithm}, not our own key`);
      }
    }
    return compliant;
  },
});
