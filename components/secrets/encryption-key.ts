import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../blueprint/tier";
import { encryptionKeyPolicy } from "./encryption-key-policy";

/** The customer-managed key that encrypts what an environment keeps in a region (DAT-7). */
export interface EncryptionKeyArgs {
  /** Name without the prefix `alias/`. */
  readonly alias: string;
  readonly description: string;
  readonly accountId: string;
  /** Days a scheduled deletion waits, 7 to 30. */
  readonly deletionDays: number;
  /** Whether `EncryptionKeyReplica` may copy it to another region; can't be changed later. */
  readonly multiRegion: boolean;
  readonly protect: boolean;
  /**
   * AWS services that encrypt or decrypt on the account's behalf, for example `cloudwatch.amazonaws.com` and
   * `logs.eu-west-1.amazonaws.com`.
   */
  readonly servicePrincipals: readonly string[];
  readonly tags: Tags;
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
        description: args.description,
        deletionWindowInDays: args.deletionDays,
        enableKeyRotation: true,
        multiRegion: args.multiRegion,
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
