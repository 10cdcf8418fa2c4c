import type { Meant } from "./meaning";
import type { Way } from "./ways-in";
import { meantOfJobs } from "./meant-of-jobs";
import { meantOfServices } from "./meant-of-services";

export const meant: readonly Meant[] = [...meantOfJobs, ...meantOfServices];

/** AWS's own policies, whose text the pack can't see, by whoever is meant to have them. */
export const meantManaged: Readonly<Record<string, Way>> = {
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup": "backup",
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore": "backup",
  "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers": "ecs",
  "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess": "chatbot",
  "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole": "lambda",
};
