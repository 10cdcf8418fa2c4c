import { bucketType } from "../rules/backup/buckets";
import { neonProject } from "../rules/backup/neon";
import { bucketProtections, r2Protections } from "./buckets";
import { neonProtections } from "./databases";
import { keyProtections, secretProtections } from "./keys";
import type { ProtectionsOf } from "./protection";
import { repositoryProtections } from "./repositories";

/** A kind of resource that holds data: what people call it, and where its protection is looked for. */
interface DataKind {
  readonly name: string;
  readonly protectionsOf: ProtectionsOf;
}

const key: DataKind = { name: "KMS key", protectionsOf: keyProtections };

/** Every type that holds data which no deployment can bring back. */
export const dataKinds: Readonly<Record<string, DataKind>> = {
  "aws:ecr/repository:Repository": {
    name: "ECR repository",
    protectionsOf: repositoryProtections,
  },
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  [bucketType]: { name: "S3 bucket", protectionsOf: bucketProtections },
  "aws:secretsmanager/secret:Secret": { name: "Secret", protectionsOf: secretProtections },
  "cloudflare:index/r2Bucket:R2Bucket": { name: "R2 bucket", protectionsOf: r2Protections },
  [neonProject]: { name: "Neon project", protectionsOf: neonProtections },
};
