import * as acm from "./aws/acm";
import * as appautoscaling from "./aws/appautoscaling";
import * as backup from "./aws/backup";
import * as budgets from "./aws/budgets";
import * as chatbot from "./aws/chatbot";
import * as cloudwatch from "./aws/cloudwatch";
import * as ec2 from "./aws/ec2";
import * as ecr from "./aws/ecr";
import * as ecs from "./aws/ecs";
import * as iam from "./aws/iam";
import * as kms from "./aws/kms";
import * as lambda from "./aws/lambda";
import * as lb from "./aws/lb";
import * as s3 from "./aws/s3";
import * as scheduler from "./aws/scheduler";
import * as secretsmanager from "./aws/secretsmanager";
import * as sns from "./aws/sns";
import * as cloudflare from "./cloudflare";
import * as github from "./github";
import type { FunctionModels, ResourceModels } from "./model";
import * as neon from "./neon";
import * as random from "./random";
import * as tls from "./tls";

/** Every resource type that the program uses, by package. */
export const resourceModels: ResourceModels = {
  ...acm.resourceModels,
  ...appautoscaling.resourceModels,
  ...backup.resourceModels,
  ...budgets.resourceModels,
  ...chatbot.resourceModels,
  ...cloudwatch.resourceModels,
  ...ec2.resourceModels,
  ...ecr.resourceModels,
  ...ecs.resourceModels,
  ...iam.resourceModels,
  ...kms.resourceModels,
  ...lambda.resourceModels,
  ...lb.resourceModels,
  ...s3.resourceModels,
  ...scheduler.resourceModels,
  ...secretsmanager.resourceModels,
  ...sns.resourceModels,
  ...cloudflare.resourceModels,
  ...github.resourceModels,
  ...neon.resourceModels,
  ...random.resourceModels,
  ...tls.resourceModels,
};

/** Every provider function that the program calls. */
export const functionModels: FunctionModels = {
  ...cloudflare.functionModels,
};
