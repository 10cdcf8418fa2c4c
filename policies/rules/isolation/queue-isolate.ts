import { isolate, named } from "./shared-identity";

const properties = {
  "aws:sqs/queue:Queue": "name",
  "cloudflare:index/queue:Queue": "queueName",
};

export const queueIsolate = isolate("a queue", Object.keys(properties), named(properties));
