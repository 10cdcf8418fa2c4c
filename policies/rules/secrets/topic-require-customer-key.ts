import { customerKeyRule } from "./customer-key";

export const topicRequireCustomerKey = customerKeyRule({
  "aws:sns/topic:Topic": "kmsMasterKeyId",
});
