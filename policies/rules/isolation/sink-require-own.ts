import { ownEnvironments } from "../../environments";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { bucketTypes } from "../backup/buckets";
import { sinkTypes, sinksOf } from "./sinks";

/** Of a bucket no name says whose it is, so the stack must declare it; every other ARN holds the account. */
export const sinkRequireOwn = stackRule({
  id: "sink-require-own",
  severity: "high",
  title: "Logs, alarms, notifications and backups stay in their environment",
  why: "what leaves it is read, or lost, by somebody else",
  source: "ISO-10",
  fix: "Use a topic, log group, vault or bucket of this stack.",
  waivable: "never",
  types: sinkTypes,
  check(resource, { environment }, stack) {
    const sinks = sinksOf(resource);
    if (sinks.length === 0) return notApplicable;
    const accounts = ownEnvironments(environment).flatMap((own) => own.accounts);
    const foreign = sinks.filter((sink) => {
      const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(sink)?.[1];
      if (account !== undefined) return !accounts.includes(account);
      const bucket = sink.replace(/^arn:[^:]*:s3:::/, "");
      return bucketTypes.every((type) => stack.holding(type, "bucket", bucket).length === 0);
    });
    return violationOf(
      [...new Set(foreign)].map(
        (sink) => `writes to or tells "${sink}", which is none of ${environment.name}'s`,
      ),
    );
  },
});
