import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { declareAlias, regionalKeyInputs, type RegionalKeyArgs } from "./regional-key";

/** A multi-region key's copy in the recovery region, so that what was encrypted here can be read there. */
export interface EncryptionKeyReplicaArgs extends RegionalKeyArgs {
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
      { ...regionalKeyInputs(this, args), primaryKeyArn: args.primaryKeyArn },
      { parent: this, protect: args.protect },
    );
    declareAlias(name, args, key, this);

    this.arn = key.arn;
    this.keyId = key.keyId;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId });
  }
}
