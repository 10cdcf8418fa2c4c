import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { declareAlias, regionalKeyInputs, type RegionalKeyArgs } from "./regional-key";

/** The customer-managed key that encrypts what an environment keeps in a region (DAT-7). */
export interface EncryptionKeyArgs extends RegionalKeyArgs {
  /** Whether `EncryptionKeyReplica` may copy it to another region; can't be changed later. */
  readonly multiRegion: boolean;
}

/** A symmetric key that AWS rotates every year, and the alias people find it by. */
export class EncryptionKey extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;
  public readonly keyId: pulumi.Output<string>;

  public constructor(name: string, args: EncryptionKeyArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:EncryptionKey", name, {}, opts);

    const key = new kms.Key(
      `${name}-key`,
      {
        ...regionalKeyInputs(this, args),
        enableKeyRotation: true,
        multiRegion: args.multiRegion,
      },
      { parent: this, protect: args.protect },
    );
    declareAlias(name, args, key, this);

    this.arn = key.arn;
    this.keyId = key.keyId;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId });
  }
}
