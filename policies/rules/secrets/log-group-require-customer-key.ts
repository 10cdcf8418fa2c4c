import { customerKeyRule } from "./customer-key";

export const logGroupRequireCustomerKey = customerKeyRule({
  id: "log-group-require-customer-key",
  severity: "medium",
  title: "Logs are encrypted with the environment's own key",
  why: "what customers typed stands in them",
  source: "DAT-7",
  fix: "Set kmsKeyId to the environment's key.",
  waivable: "outside production",
  also: ["CKV_AWS_158"],
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  path: "kmsKeyId",
});
