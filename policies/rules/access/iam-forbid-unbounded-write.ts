import { unboundedRule } from "./unbounded";

/** What looks at things. */
const reading =
  /^[a-z0-9-]+:(?:BatchCheck|BatchGet|Check|Describe|Get|List|Lookup|Query|Scan|Search|View)[a-z]*\*?$/i;

/** What writes and takes no resource, so that nothing could bound it. */
const without =
  /^(?:cloudwatch:PutMetricData|ec2:(?:Create|Delete)NetworkInterface|ssmmessages:(?:Create|Open)(?:Control|Data)Channel|xray:Put(?:TelemetryRecords|TraceSegments))$/i;

export const iamForbidUnboundedWrite = unboundedRule((actions) =>
  actions.filter((action) => !reading.test(action) && !without.test(action)),
);
