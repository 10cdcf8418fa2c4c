import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { AwsAccountSpec, GitHubRepositorySpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import type { Tags } from "../../blueprint/tier";
import { DeploymentGate } from "./deployment-gate";
import { githubProvider, githubTrust } from "./github-trust";
import { documentOf, type Statement } from "./permission-statement";
import { boundaryName } from "./permissions-boundary";
import { releaseAlias, releaseBucketName } from "./release-bucket";
import { keysOf } from "./state-permissions";

/** The GitHub environment that builds run in, as deploy.yml names it. */
const environment = "build";

/** Seconds that a session lasts, the shortest that IAM allows and longer than a build may take. */
const sessionSeconds = 3_600;

export interface BuildIdentityArgs {
  readonly product: string;
  readonly aws: AwsAccountSpec;
  readonly github: GitHubRepositorySpec;
  /** Patterns of the branches whose jobs build. */
  readonly branches: readonly string[];
  readonly tags: Tags;
}

/**
 * The gate and the role of the job that builds: it adds to the registry and to the bucket of releases, and knows no
 * environment. Nobody is asked, since nothing runs what was built before another gate was passed.
 */
export class BuildIdentity extends pulumi.ComponentResource {
  public constructor(name: string, args: BuildIdentityArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:BuildIdentity", name, {}, opts);
    const { product, aws, github, tags } = args;
    const child = { parent: this };
    const { accountId } = aws;

    const gate = this.declareGate(name, args);
    const provider = githubProvider(name, tags, child);
    // Whatever else is ever attached to the role, it can do what it does and no more.
    const rights = documentOf(buildStatements(product, aws));
    const boundary = new iam.Policy(
      `${name}-boundary`,
      {
        name: boundaryName({ product, stack: "shared" }),
        description: `The most that a role of ${product} shared can do`,
        policy: rights,
        tags,
      },
      child,
    );
    const role = new iam.Role(
      `${name}-role`,
      {
        name: roleNameOf(product),
        description: `Adds builds from GitHub's environment ${environment}`,
        assumeRolePolicy: githubTrust(github, accountId, environment),
        maxSessionDuration: sessionSeconds,
        permissionsBoundary: boundary.arn,
        tags,
      },
      // A role that stood before its gate would be anybody's who may write to the repository.
      { ...child, dependsOn: [gate, provider] },
    );
    new iam.RolePolicy(
      `${name}-policy`,
      { name: environment, role: role.name, policy: rights },
      child,
    );
    this.registerOutputs({});
  }

  private declareGate(
    name: string,
    { product, aws, github, branches }: BuildIdentityArgs,
  ): DeploymentGate {
    return new DeploymentGate(
      `${name}-gate`,
      {
        spec: {
          name: environment,
          reviewerTeamIds: [],
          waitMinutes: 0,
          branchPatterns: branches,
          tagPatterns: [],
        },
        repository: github.repository,
        variables: {
          AWS_REGION: aws.region,
          AWS_ROLE_ARN: `arn:aws:iam::${aws.accountId}:role/${roleNameOf(product)}`,
        },
        secrets: {},
      },
      { parent: this },
    );
  }
}

/** Known before it is made, since it stands only behind its gate. */
function roleNameOf(product: string): string {
  return physicalName("role", product, "shared", environment);
}

/** Adding images and builds, and reading back what was added: neither can be replaced or removed. */
function buildStatements(
  product: string,
  { accountId, region }: AwsAccountSpec,
): readonly Statement[] {
  return [
    {
      Sid: "LogIn",
      Effect: "Allow",
      Action: ["ecr:GetAuthorizationToken"],
      Resource: ["*"],
    },
    {
      Sid: "AddImages",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: [`arn:aws:ecr:${region}:${accountId}:repository/${product}-*`],
    },
    {
      Sid: "AddBuilds",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: [`arn:aws:s3:::${releaseBucketName(product, accountId)}/*`],
    },
    {
      Sid: "EncryptBuilds",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [keysOf({ accountId })],
      Condition: {
        StringLike: { "kms:ViaService": "s3.*.amazonaws.com" },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": releaseAlias(product) },
      },
    },
  ];
}
