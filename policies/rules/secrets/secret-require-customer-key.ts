import { recordsIn, textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { isManagedByAws } from "./customer-key";

export const secretRequireCustomerKey = resourceRule({
  id: "secret-require-customer-key",
  severity: "high",
  title: "Secrets are encrypted with the environment's own key",
  why: "only its policy can keep another environment out",
  source: "DAT-7",
  fix: "Set kmsKeyId to the environment's key.",
  waivable: "outside production",
  also: ["CKV_AWS_149"],
  types: ["aws:secretsmanager/secret:Secret"],
  check({ props }) {
    // A replica that names no key gets the one of AWS, whatever its original has.
    const keys = [props, ...recordsIn(props, "replicas")].map((copy) => textAt(copy, "kmsKeyId"));
    return violationOf(
      keys.filter(isManagedByAws).map((key) => `is encrypted with ${key}, not our own key`),
    );
  },
});
