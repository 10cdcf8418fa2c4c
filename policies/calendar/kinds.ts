import type { PolicyResource } from "../resource";
import { bucketType } from "../rules/backup/buckets";
import { neonProject } from "../rules/backup/neon";
import { bucketProtections, r2Protections } from "./buckets";
import {
  allOf,
  appwriteProtections,
  copiedBy,
  neonProtections,
  topicProtections,
} from "./databases";
import { keyProtections, secretProtections } from "./keys";
import type { ProtectionsOf } from "./protection";
import { repositoryProtections } from "./repositories";

/** A kind of resource that holds data: what people call it, and where its protection is looked for. */
interface DataKind {
  readonly name: string;
  readonly protectionsOf: ProtectionsOf;
}

const key: DataKind = { name: "KMS key", protectionsOf: keyProtections };
const appwrite: DataKind = { name: "Appwrite project", protectionsOf: appwriteProtections };

/** Every type that holds data which no deployment can bring back. */
export const dataKinds: Readonly<Record<string, DataKind>> = {
  "appwrite:index:Bucket": appwrite,
  "appwrite:index:Database": appwrite,
  "appwrite:index:Project": appwrite,
  "aws:ecr/repository:Repository": {
    name: "ECR repository",
    protectionsOf: repositoryProtections,
  },
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  [bucketType]: { name: "S3 bucket", protectionsOf: bucketProtections },
  "aws:secretsmanager/secret:Secret": { name: "Secret", protectionsOf: secretProtections },
  "cloudflare:index/r2Bucket:R2Bucket": { name: "R2 bucket", protectionsOf: r2Protections },
  "confluentcloud:index/kafkaCluster:KafkaCluster": {
    name: "Kafka cluster",
    protectionsOf: copiedBy("confluentcloud:index/clusterLink:ClusterLink", "sourceKafkaCluster"),
  },
  "confluentcloud:index/kafkaTopic:KafkaTopic": {
    name: "Kafka topic",
    protectionsOf: allOf(
      topicProtections,
      copiedBy("confluentcloud:index/kafkaMirrorTopic:KafkaMirrorTopic", "sourceKafkaTopic"),
    ),
  },
  [neonProject]: { name: "Neon project", protectionsOf: neonProtections },
  "upstash:index/redisDatabase:RedisDatabase": { name: "Redis", protectionsOf: () => [] },
};

/** A cache forgets what it has no room for, so nobody keeps anything else in it. */
export function isCache({ type, props }: PolicyResource): boolean {
  return type === "upstash:index/redisDatabase:RedisDatabase" && props.eviction === true;
}
