import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKeyArgs } from "./encryption-key";
import { encryptionKeyPolicy } from "./encryption-key-policy";

/** A multi-region key's copy in the recovery region, so that what was encrypted here can be read there. */
export interface EncryptionKeyReplicaArgs extends Omit<EncryptionKeyArgs, "multiRegion"> {
  /** ARN of the multi-region key. */
  readonly primaryKeyArn: pulumi.Input<string>;
}

/** The same key material and id under another region's ARN; it rotates with its primary but has its own key policy. */
export class EncryptionKeyReplica extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;
  public readonly keyId: pulumi.Output<string>;

  public constructor(
    name: string,
    args: EncryptionKeyReplicaArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:EncryptionKeyReplica", name, {}, opts);

    const key = new kms.ReplicaKey(
      `${name}-key`,
      {
        primaryKeyArn: args.primaryKeyArn,
        description: args.description,
        deletionWindowInDays: args.deletionDays,
        policy: encryptionKeyPolicy(this, args),
        tags: { ...args.tags, Name: args.alias },
      },
      { parent: this, protect: args.protect },
    );

    new kms.Alias(
      `${name}-alias`,
      { name: `alias/${args.alias}`, targetKeyId: key.keyId },
      { parent: this },
    );

    this.arn = key.arn;
    this.keyId = key.keyId;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId });
  }
}
