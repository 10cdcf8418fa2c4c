import type { Tier } from "../environments";
import type { Way } from "./ways-in";
import { meantOfJobs } from "./meant-of-jobs";
import { meantOfServices } from "./meant-of-services";

/**
 * What those who come in by a way are meant to do. `<name>` is how the environment's resources are named, `<account>` its
 * account, `<product>` what every environment's name begins with, `<stack>` the stack.
 */
export interface Meant {
  readonly who: readonly Way[];
  /** Actions, as `actionsIn` reads them. */
  readonly may: string;
  readonly on: readonly string[];
  /** What a request must say, by condition key in lower case; nothing at all where it is null. */
  readonly when?: Readonly<Record<string, readonly string[] | null>>;
  /** Every tier unless given. */
  readonly tiers?: readonly Tier[];
  readonly why: string;
}

export const meant: readonly Meant[] = [...meantOfJobs, ...meantOfServices];

/** AWS's own policies, whose text the pack can't see, by whoever is meant to have them. */
export const meantManaged: Readonly<Record<string, Way>> = {
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup": "backup",
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore": "backup",
  "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers": "ecs",
  "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess": "chatbot",
  "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole": "lambda",
};
