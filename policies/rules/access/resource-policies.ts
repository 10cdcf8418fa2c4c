import { asList, has, isRecord, statementsAt, textAt } from "../../read";
import type { PolicyResource } from "../../resource";

/** Where each type says who else may use it. */
const documents: Readonly<Record<string, string>> = {
  "aws:backup/vaultPolicy:VaultPolicy": "policy",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
  "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:efs/fileSystemPolicy:FileSystemPolicy": "policy",
  "aws:kms/externalKey:ExternalKey": "policy",
  "aws:kms/key:Key": "policy",
  "aws:kms/keyPolicy:KeyPolicy": "policy",
  "aws:kms/replicaKey:ReplicaKey": "policy",
  "aws:s3/bucket:Bucket": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:secretsmanager/secret:Secret": "policy",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
  "aws:sns/topic:Topic": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:sqs/queue:Queue": "policy",
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
};

const permissionType = "aws:lambda/permission:Permission";

/** Types that hold a policy and nothing else: without one they can't be read. */
const needed = /[Pp]olicy$/;

export const resourcePolicyTypes: readonly string[] = [...Object.keys(documents), permissionType];

/** The principals that a resource lets use it, by kind: `AWS`, `Service`; none where it holds no policy. */
export function principalsOf({
  type,
  props,
}: PolicyResource): readonly (readonly [kind: string, principal: string])[] {
  if (type === permissionType) {
    const principal = textAt(props, "principal");
    return [[principal.endsWith(".amazonaws.com") ? "Service" : "AWS", principal]];
  }
  const path = documents[type] ?? "";
  if (!needed.test(type) && !has(props, path)) return [];
  return statementsAt(props, path)
    .filter(({ Effect }) => Effect !== "Deny")
    .flatMap(({ Principal, NotPrincipal }) => {
      // Whoever is not listed may, which is everyone but a few.
      if (NotPrincipal !== undefined || Principal === undefined) return [["AWS", "*"] as const];
      if (!isRecord(Principal))
        return asList(Principal).map((each) => ["AWS", String(each)] as const);
      return Object.entries(Principal).flatMap(([kind, value]) =>
        asList(value).map((each) => [kind, String(each)] as const),
      );
    });
}
