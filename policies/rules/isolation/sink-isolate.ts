import { isolate } from "./shared-identity";
import { sinkTypes, sinksOf } from "./sinks";

export const sinkIsolate = isolate("a place for logs, alarms or backups", sinkTypes, sinksOf);
