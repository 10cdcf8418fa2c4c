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

export const iamForbidExfiltration = unboundedRule((actions) =>
  readings.filter((name) => actions.some((action) => matches(action, name))),
);
