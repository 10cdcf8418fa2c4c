import { customerKeyRule } from "../secrets/customer-key";
import { trailType } from "./trails";

export const trailRequireCustomerKey = customerKeyRule({
  id: "trail-require-customer-key",
  severity: "high",
  title: "A trail is encrypted with our own key",
  why: "it tells who may do what",
  source: "ACC-14",
  fix: "Set kmsKeyId to the stack's key.",
  waivable: "outside production",
  also: ["CloudTrail.2", "CKV_AWS_35"],
  types: [trailType],
  path: "kmsKeyId",
});
