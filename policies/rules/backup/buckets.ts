import { has, optional, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";

export const bucketType = "aws:s3/bucket:Bucket";
export const bucketTypes: readonly string[] = [bucketType];
export const replicationType = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";

/** Whether a load balancer writes its access logs to it and no backup plan selects it: no data of the product. */
export function holdsLogsAlone({ props }: PolicyResource, stack: StackIndex): boolean {
  const name = optional(textAt, props, "bucket");
  if (name === undefined || has(props, "tags.backup")) return false;
  return stack.holding(loadBalancerType, "accessLogs.bucket", name).length > 0;
}

/** Whether another bucket is replicated into this one. */
export function isReplica(bucket: PolicyResource, stack: StackIndex): boolean {
  return stack.referring(bucket, replicationType, "rules").length > 0;
}
