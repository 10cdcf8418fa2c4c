import { isolate } from "./shared-identity";
import { sinkTypes, sinksOf } from "./sinks";

export const sinkIsolate = isolate({
  id: "sink-isolate",
  severity: "high",
  title: "No two environments send logs, alarms or backups to one place",
  why: "what one writes the other could read, or bury",
  source: "ISO-10",
  fix: "Use the environment's own topic, log group, vault or bucket.",
  waivable: "never",
  what: "a place for logs, alarms or backups",
  types: sinkTypes,
  identitiesOf: sinksOf,
});
