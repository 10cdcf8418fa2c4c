import * as pulumi from "@pulumi/pulumi";
import type { SharedSpec } from "../blueprint/shared";
import { DestroyGuard } from "./base/destroy-guard";
import { tagLogicalName } from "./base/logical-name";
import { awsProvider, stackProviders } from "./base/providers";
import { BuildIdentity } from "./delivery/build-identity";
import { ImageRegistry } from "./delivery/image-registry";
import { ReleaseBucket } from "./delivery/release-bucket";
import { RepositoryRules } from "./delivery/repository-rules";
import { Budget } from "./observe/budget";
import { EncryptionKey } from "./secrets/encryption-key";
import { EncryptionKeyReplica } from "./secrets/encryption-key-replica";

/** Days a scheduled key deletion waits: images of production hang on it. */
const keyDeletionDays = 30;

/**
 * What exists once for all environments: the repository's rules, the registry and the bucket that a build goes to once
 * to be promoted by digest, who builds, and the total budget. It holds no environment's data, and what it does hold is protected in
 * any case, since production runs on it.
 */
export class Shared extends pulumi.ComponentResource {
  /** `repositoryUrls`: addresses of the image repositories, by workload; `releaseBucket`: where builds are kept. */
  public readonly outputs: Readonly<Record<string, pulumi.Input<unknown>>>;

  public constructor(name: string, spec: SharedSpec, opts: pulumi.ComponentResourceOptions = {}) {
    super("platform:shared:Shared", name, {}, withProviders(spec, opts));
    const { product, tags, aws, environmentAccounts } = spec;
    const child = { parent: this };

    new RepositoryRules(
      `${name}-repository`,
      { repository: spec.github.repository, branches: spec.branches, teams: spec.teams },
      child,
    );

    const keys = this.imageKeys(name, spec);
    const registry = new ImageRegistry(
      `${name}-images`,
      { product, aws, images: spec.images, readerAccounts: environmentAccounts, ...keys, tags },
      child,
    );
    const releases = new ReleaseBucket(
      `${name}-releases`,
      { product, accountId: aws.accountId, readerAccounts: environmentAccounts, tags },
      child,
    );

    new BuildIdentity(
      `${name}-build`,
      { product, aws, github: spec.github, branches: spec.buildBranches, tags },
      child,
    );

    new Budget(
      `${name}-budget`,
      {
        product,
        monthlyUsd: spec.monthlyBudgetUsd,
        emails: spec.alerts.emails,
        accountId: aws.accountId,
        tags,
      },
      child,
    );
    new DestroyGuard(`${name}-guard`, { of: this }, child);

    this.outputs = {
      repositoryUrls: registry.repositoryUrls,
      releaseBucket: releases.bucketName,
    };
    this.registerOutputs(this.outputs);
  }

  /** The key of the images, and its replica where the registry has one. */
  private imageKeys(
    name: string,
    { product, tags, aws }: SharedSpec,
  ): {
    readonly encryptionKeyArn: pulumi.Output<string>;
    readonly recoveryEncryptionKeyArn?: pulumi.Output<string>;
  } {
    const { accountId, recoveryRegion } = aws;
    const shared = {
      alias: "shared/images",
      description: `Images of ${product}`,
      accountId,
      deletionDays: keyDeletionDays,
      protect: true,
      servicePrincipals: [],
      tags,
    };
    const key = new EncryptionKey(
      `${name}-key`,
      { ...shared, multiRegion: recoveryRegion !== undefined },
      { parent: this },
    );
    if (recoveryRegion === undefined) return { encryptionKeyArn: key.arn };
    const replica = new EncryptionKeyReplica(
      `${name}-recovery-key`,
      { ...shared, primaryKeyArn: key.arn },
      { parent: this, providers: [awsProvider("aws-recovery", accountId, recoveryRegion)] },
    );
    return { encryptionKeyArn: key.arn, recoveryEncryptionKeyArn: replica.arn };
  }
}

function withProviders(
  spec: SharedSpec,
  opts: pulumi.ComponentResourceOptions,
): pulumi.ComponentResourceOptions {
  return {
    ...opts,
    providers: stackProviders(spec.aws, spec.github),
    transformations: [tagLogicalName],
  };
}
