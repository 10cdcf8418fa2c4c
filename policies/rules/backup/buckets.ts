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

/** Whether a bucket of files is replicated into this one, which is replicated nowhere itself. */
export function isReplica(bucket: PolicyResource, stack: StackIndex): boolean {
  if (stack.referring(bucket, replicationType, "bucket").length > 0) return false;
  return stack
    .referring(bucket, replicationType, "rules")
    .flatMap((config) => stack.targets(config, "bucket"))
    .some((source) => source.type === bucketType && !holdsLogsAlone(source, stack));
}
