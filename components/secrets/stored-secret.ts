import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";

/** One secret in AWS Secrets Manager. */
export interface StoredSecretArgs {
  /** Physical name, unique in the account and region. */
  readonly secretName: string;
  /** What the secret opens, for the people who read the console. */
  readonly description: string;
  /** The value; `undefined` where people write it, so that it never enters the program or its state. */
  readonly value: pulumi.Input<string> | undefined;
  /** Days a deleted secret can be taken back, and keeps its name: 7 to 30, or 0 for neither. */
  readonly recoveryDays: number;
  /** Region that receives a replica; `undefined` replicates nowhere. */
  readonly replicaRegion: string | undefined;
  /** ARN of the key that encrypts the replica. Needed with `replicaRegion`. */
  readonly replicaKeyArn?: pulumi.Input<string> | undefined;
  readonly context: Context;
}

/** Encrypted with the environment's own key, and with a replica where tasks start after the loss of a region. */
export class StoredSecret extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;
  /** The version that holds the value; `undefined` where people write it. */
  public readonly versionId: pulumi.Output<string> | undefined;

  public constructor(name: string, args: StoredSecretArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:secrets:StoredSecret", name, {}, opts);
    const { context, replicaRegion, replicaKeyArn } = args;
    if (replicaRegion !== undefined && replicaKeyArn === undefined) {
      throw new pulumi.ResourceError(
        `the replica in ${replicaRegion} needs a key of that region: pass replicaKeyArn`,
        this,
        true,
      );
    }

    const secret = new secretsmanager.Secret(
      `${name}-secret`,
      {
        name: args.secretName,
        description: args.description,
        kmsKeyId: context.encryptionKeyArn,
        recoveryWindowInDays: args.recoveryDays,
        ...(replicaRegion !== undefined &&
          replicaKeyArn !== undefined && {
            replicas: [{ region: replicaRegion, kmsKeyId: replicaKeyArn }],
          }),
        tags: context.identity.tags,
      },
      { parent: this, protect: context.protectData },
    );
    const version =
      args.value === undefined
        ? undefined
        : new secretsmanager.SecretVersion(
            `${name}-version`,
            { secretId: secret.arn, secretString: args.value },
            { parent: this },
          );
    // Tasks that start before their secret has a value fail, and a first deployment has nothing to go back to.
    this.arn = version === undefined ? secret.arn : availableAfter(secret.arn, version);
    this.versionId = version?.versionId;
    this.registerOutputs({ arn: this.arn });
  }
}
