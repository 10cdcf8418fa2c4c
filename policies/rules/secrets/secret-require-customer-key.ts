import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

/** The key that AWS makes for everyone, whose policy nobody can narrow. */
const managedByAws = /(?:^|:)alias\/aws\//;

export const secretRequireCustomerKey = resourceRule({
  types: ["aws:secretsmanager/secret:Secret"],
  check({ props }) {
    const key = textAt(props, "kmsKeyId");
    return managedByAws.test(key)
      ? violation(`is encrypted with ${key}, not our own key`)
      : compliant;
  },
});
