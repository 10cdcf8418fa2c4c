import { customerKeyRule } from "./customer-key";

export const logGroupRequireCustomerKey = customerKeyRule({
  "aws:cloudwatch/logGroup:LogGroup": "kmsKeyId",
});
