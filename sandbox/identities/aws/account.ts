import { type Policy, readPolicy } from "../../../iam/policy";
import type { CloudObject, ObjectStore } from "../../cloud/object-store";
import type { ModelValues } from "../../model";
import type { Attributes } from "./context";

const keyTypes = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"];

/** Types whose objects are asked for by their ARN, by the service in it. */
const typesByService: Readonly<Record<string, readonly string[]>> = {
  iam: ["aws:iam/role:Role"],
  kms: keyTypes,
  secretsmanager: ["aws:secretsmanager/secret:Secret"],
};

/** Where each service keeps a resource's own policy: a type, and the property that names the resource. */
const resourcePolicies: Readonly<Record<string, readonly [type: string, names: string]>> = {
  backup: ["aws:backup/vaultPolicy:VaultPolicy", "backupVaultName"],
  ecr: ["aws:ecr/repositoryPolicy:RepositoryPolicy", "repository"],
  s3: ["aws:s3/bucketPolicy:BucketPolicy", "bucket"],
  secretsmanager: ["aws:secretsmanager/secretPolicy:SecretPolicy", "secretArn"],
  sns: ["aws:sns/topicPolicy:TopicPolicy", "arn"],
};

/** What an account has that decides on requests, as it is when it is first asked for. */
export class Account implements Attributes {
  private readonly read = new Map<string, readonly CloudObject[]>();

  public constructor(
    private readonly store: ObjectStore,
    public readonly id: string,
  ) {}

  /** Every object of a type, in one region or in whatever region. */
  public all(type: string, region = ""): readonly CloudObject[] {
    const key = `${type} ${region}`;
    const objects =
      this.read.get(key) ??
      (region === ""
        ? this.store.everywhere(type, this.id)
        : this.store.on({ type, accountId: this.id, region }));
    this.read.set(key, objects);
    return objects;
  }

  public find(arn: string): ModelValues | undefined {
    return this.object(arn)?.properties;
  }

  public tags(arn: string): ModelValues | undefined {
    return this.find(arn)?.tags as ModelValues | undefined;
  }

  public boundary(arn: string): string | undefined {
    const bound = this.find(arn)?.permissionsBoundary;
    return typeof bound === "string" ? bound : undefined;
  }

  public aliases(arn: string): readonly string[] {
    const id = this.find(arn)?.keyId;
    return this.all("aws:kms/alias:Alias")
      .filter(({ properties: { targetKeyId } }) => [arn, id].includes(targetKeyId))
      .map(({ properties }) => String(properties.name));
  }

  /** The resource's own policy. */
  public policyOf(arn: string): Policy | undefined {
    const [, , service = "", region = "", , resource = ""] = arn.split(":");
    const [type, names] = resourcePolicies[service] ?? [];
    const holder =
      type === undefined || names === undefined
        ? this.object(arn)
        : this.all(type, region).find(({ properties }) =>
            isNamed(properties[names], arn, resource),
          );
    const policy = holder?.properties.policy;
    return typeof policy === "string" ? readPolicy(`policy of ${arn}`, policy) : undefined;
  }

  private object(arn: string): CloudObject | undefined {
    const service = arn.split(":")[2] ?? "";
    return (typesByService[service] ?? [])
      .flatMap((type) => this.all(type))
      .find(({ properties }) => properties.arn === arn);
  }
}

/** By its ARN, or by the name at the end of it. */
function isNamed(name: unknown, arn: string, resource: string): boolean {
  if (typeof name !== "string") return false;
  return name === arn || arn.endsWith(`:${name}`) || resource.split("/")[0] === name;
}
