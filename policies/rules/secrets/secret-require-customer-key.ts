import { recordsIn, textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { isManagedByAws } from "./customer-key";

export const secretRequireCustomerKey = resourceRule({
  types: ["aws:secretsmanager/secret:Secret"],
  check({ props }) {
    // A replica that names no key gets the one of AWS, whatever its original has.
    const keys = [props, ...recordsIn(props, "replicas")].map((copy) => textAt(copy, "kmsKeyId"));
    return violationOf(
      keys.filter(isManagedByAws).map((key) => `is encrypted with ${key}, not our own key`),
    );
  },
});
