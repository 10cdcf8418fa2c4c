import { unboundedRule } from "./unbounded";

/** What looks at things. */
const reading =
  /^[a-z0-9-]+:(?:BatchCheck|BatchGet|Check|Describe|Get|List|Lookup|Query|Scan|Search|View)[a-z]*\*?$/i;

/** What writes and takes no resource, so that nothing could bound it. */
const without =
  /^(?:cloudwatch:PutMetricData|ec2:(?:Create|Delete)NetworkInterface|ssmmessages:(?:Create|Open)(?:Control|Data)Channel|xray:Put(?:TelemetryRecords|TraceSegments))$/i;

export const iamForbidUnboundedWrite = unboundedRule({
  id: "iam-forbid-unbounded-write",
  severity: "high",
  title: "Nobody may change everything of a service without a condition",
  why: "a mistake reaches as far as the right does",
  source: "PRC-2",
  fix: "Name the resources, or add a condition.",
  waivable: "outside production",
  also: ["CKV_AWS_290", "CKV_AWS_355"],
  pick: (actions) => actions.filter((action) => !reading.test(action) && !without.test(action)),
});
