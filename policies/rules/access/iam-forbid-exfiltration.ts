import { matches } from "./granted";
import { unboundedRule } from "./unbounded";

/** What reads data itself, and not only how it is kept. */
const readings = [
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "logs:GetLogEvents",
  "rds:CopyDBSnapshot",
  "rds:CreateDBSnapshot",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];

export const iamForbidExfiltration = unboundedRule({
  id: "iam-forbid-exfiltration",
  severity: "critical",
  title: "Nobody may read all data of an account",
  why: "one role that is taken over must not lose everything",
  source: "PRC-4",
  fix: "Name the buckets, secrets or tables that it may read.",
  waivable: "never",
  also: ["CKV_AWS_288"],
  pick: (actions) => readings.filter((name) => actions.some((action) => matches(action, name))),
});
