import { textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { bucketTypes, versioningType } from "./buckets";

export const bucketRequireVersioning = stackRule({
  id: "bucket-require-versioning",
  severity: "high",
  title: "Production's buckets keep replaced versions",
  why: "what was overwritten comes back only from a version",
  source: "BAK-6",
  fix: "Declare a BucketVersioning with status Enabled for the bucket.",
  waivable: "outside production",
  also: ["S3.14"],
  types: bucketTypes,
  tiers: ["production"],
  check(bucket, _scope, stack) {
    const [versioning] = stack.referring(bucket, versioningType, "bucket");
    if (versioning === undefined) return violation("has no BucketVersioning made for it");
    const status = textAt(versioning.props, "versioningConfiguration.status");
    return status === "Enabled" ? compliant : violation(`has versioning ${status}, not Enabled`);
  },
});
