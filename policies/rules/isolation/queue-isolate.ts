import { isolate, named } from "./shared-identity";

const properties = {
  "aws:sqs/queue:Queue": "name",
  "cloudflare:index/queue:Queue": "queueName",
};

export const queueIsolate = isolate({
  id: "queue-isolate",
  severity: "high",
  title: "No two environments share a queue",
  why: "a message of one would be worked off in the other",
  source: "ISO-4",
  fix: "Name the queue after its environment.",
  waivable: "never",
  what: "a queue",
  types: Object.keys(properties),
  identitiesOf: named(properties),
});
