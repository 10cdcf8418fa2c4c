import { textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { bucketTypes, versioningType } from "./buckets";

export const bucketRequireVersioning = stackRule({
  types: bucketTypes,
  tiers: ["production"],
  check(bucket, _scope, stack) {
    const [versioning] = stack.referring(bucket, versioningType, "bucket");
    if (versioning === undefined) return violation("has no BucketVersioning made for it");
    const status = textAt(versioning.props, "versioningConfiguration.status");
    return status === "Enabled" ? compliant : violation(`has versioning ${status}, not Enabled`);
  },
});
