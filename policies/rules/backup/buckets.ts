import { valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";

export const bucketType = "aws:s3/bucket:Bucket";
export const versioningType = "aws:s3/bucketVersioning:BucketVersioning";
export const replicationType = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";

/** Whether a load balancer writes its access logs to it and no backup plan selects it: no data of the product. */
export function holdsLogsAlone(bucket: PolicyResource, stack: StackIndex): boolean {
  const { props } = bucket;
  const receivesLogs = stack
    .ofType(loadBalancerType)
    .some((balancer) => valueAt(balancer.props, "accessLogs.bucket") === props.bucket);
  return receivesLogs && valueAt(props, "tags.backup") === undefined;
}

/** Whether another bucket is replicated into this one. */
export function isReplica(bucket: PolicyResource, stack: StackIndex): boolean {
  return stack.referring(bucket, replicationType, "rules").length > 0;
}
