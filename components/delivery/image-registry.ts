import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import type { AwsAccountSpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import type { Tags } from "../../blueprint/tier";

/** Days that an image without a tag, or of a pull request, stays; a release stays for good. */
const leftoverDays = 14;

/** Where images are built to once and every environment pulls from (REL-18). */
export interface ImageRegistryArgs {
  readonly product: string;
  readonly aws: AwsAccountSpec;
  /** Names of the workloads that ship as images: one repository each. */
  readonly images: readonly string[];
  /** AWS accounts that may pull. */
  readonly readerAccounts: readonly string[];
  /** Customer-managed key of the registry's own region. */
  readonly encryptionKeyArn: pulumi.Input<string>;
  /** Customer-managed key of the recovery region; required where there is one. */
  readonly recoveryEncryptionKeyArn?: pulumi.Input<string>;
  readonly tags: Tags;
}

/**
 * Tags never move and deployments name a digest, so what staging tested is what production runs. The recovery region has
 * repositories of its own: those that replication makes by itself would be mutable, unencrypted by our key and closed to
 * the environments.
 */
export class ImageRegistry extends pulumi.ComponentResource {
  /** Addresses to push to and pull from, by workload. */
  public readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;

  public constructor(name: string, args: ImageRegistryArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:ImageRegistry", name, {}, opts);
    const { aws } = args;
    const { recoveryRegion } = aws;
    const child = { parent: this };

    const main = this.registryIn(name, aws.region, args.encryptionKeyArn, args);
    if (recoveryRegion !== undefined) {
      if (args.recoveryEncryptionKeyArn === undefined) {
        throw new pulumi.ResourceError(
          `the registry replicates to ${recoveryRegion} but has no key there: pass recoveryEncryptionKeyArn`,
          this,
          true,
        );
      }
      const replicas = this.registryIn(
        `${name}-recovery`,
        recoveryRegion,
        args.recoveryEncryptionKeyArn,
        args,
      );
      new ecr.ReplicationConfiguration(
        `${name}-replication`,
        {
          replicationConfiguration: {
            rules: [
              {
                destinations: [{ region: recoveryRegion, registryId: aws.accountId }],
                repositoryFilters: [{ filter: `${args.product}-`, filterType: "PREFIX_MATCH" }],
              },
            ],
          },
        },
        { ...child, dependsOn: [...replicas.values()] },
      );
    }

    this.repositoryUrls = Object.fromEntries(
      [...main].map(([image, repository]) => [image, repository.repositoryUrl]),
    );
    this.registerOutputs({ repositoryUrls: this.repositoryUrls });
  }

  private registryIn(
    name: string,
    region: string,
    kmsKey: pulumi.Input<string>,
    args: ImageRegistryArgs,
  ): ReadonlyMap<string, ecr.Repository> {
    const child = { parent: this };
    new ecr.RegistryScanningConfiguration(
      `${name}-scanning`,
      {
        region,
        scanType: "ENHANCED",
        rules: [
          {
            scanFrequency: "CONTINUOUS_SCAN",
            repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
          },
        ],
      },
      child,
    );
    return new Map(
      args.images.map((image) => {
        const repository = new ecr.Repository(
          `${name}-${image}`,
          {
            region,
            name: physicalName("repository", args.product, image),
            imageTagMutability: "IMMUTABLE",
            imageScanningConfiguration: { scanOnPush: true },
            encryptionConfigurations: [{ encryptionType: "KMS", kmsKey }],
            forceDelete: false,
            tags: args.tags,
          },
          { ...child, protect: true },
        );
        new ecr.RepositoryPolicy(
          `${name}-${image}-readers`,
          { region, repository: repository.name, policy: pullPolicy(args.readerAccounts) },
          child,
        );
        new ecr.LifecyclePolicy(
          `${name}-${image}-lifecycle`,
          { region, repository: repository.name, policy: JSON.stringify(lifecycle) },
          child,
        );
        return [image, repository] as const;
      }),
    );
  }
}

function pullPolicy(accounts: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EnvironmentsPull",
        Effect: "Allow",
        Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
      },
    ],
  });
}

const expire = { type: "expire" };
const sincePushed = {
  countType: "sinceImagePushed",
  countUnit: "days",
  countNumber: leftoverDays,
};

const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: "images of pull requests",
      selection: { tagStatus: "tagged", tagPrefixList: ["pr-"], ...sincePushed },
      action: expire,
    },
    {
      rulePriority: 2,
      description: "images that lost their tag or never had one",
      selection: { tagStatus: "untagged", ...sincePushed },
      action: expire,
    },
  ],
};
