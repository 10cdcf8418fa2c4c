import { has } from "../read";
import type { PolicyResource } from "../resource";
import { roleType } from "./ways-in";

/** Where each type says who else may use it. */
const documents: Readonly<Record<string, string>> = {
  [roleType]: "assumeRolePolicy",
  "aws:backup/vaultPolicy:VaultPolicy": "policy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:kms/key:Key": "policy",
  "aws:kms/replicaKey:ReplicaKey": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
};

/** Types whose policy AWS writes where none is given: it lets the account in, and nobody else. */
const keyTypes = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"];

export const doorTypes: readonly string[] = Object.keys(documents);

/** Where a resource says who may use it; `undefined` where it leaves that to AWS. */
export function documentOf({ type, props }: PolicyResource): string | undefined {
  const path = documents[type];
  return path !== undefined && keyTypes.includes(type) && !has(props, path) ? undefined : path;
}
