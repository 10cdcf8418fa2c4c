import { recordsIn, textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";

/** The key that AWS makes for everyone, whose policy nobody can narrow. */
const managedByAws = /(?:^|:)alias\/aws\//;

export const secretRequireCustomerKey = resourceRule({
  types: ["aws:secretsmanager/secret:Secret"],
  check({ props }) {
    // A replica that names no key gets the one of AWS, whatever its original has.
    const keys = [props, ...recordsIn(props, "replicas")].map((copy) => textAt(copy, "kmsKeyId"));
    return violationOf(
      keys
        .filter((key) => managedByAws.test(key))
        .map((key) => `is encrypted with ${key}, not our own key`),
    );
  },
});
