import { customerKeyRule } from "./customer-key";

export const topicRequireCustomerKey = customerKeyRule({
  id: "topic-require-customer-key",
  severity: "medium",
  title: "Topics are encrypted with the environment's own key",
  why: "alarms tell what is wrong and where",
  source: "DAT-7",
  fix: "Set kmsMasterKeyId to the environment's key.",
  waivable: "outside production",
  also: ["SNS.1", "CKV_AWS_26"],
  types: ["aws:sns/topic:Topic"],
  path: "kmsMasterKeyId",
});
