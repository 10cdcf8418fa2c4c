import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { DeployIdentitySpec } from "../../blueprint/delivery";
import type { GitHubRepositorySpec, IdentitySpec } from "../../blueprint/environment";
import type { Tags } from "../../blueprint/tier";
import { breakGlassRoleArn } from "../base/break-glass";
import {
  deployStatements,
  previewStatements,
  stateBucket,
  type PermissionScope,
} from "./deploy-permissions";
import { deployRoleArns, deployRoleNames } from "./deploy-roles";

const issuer = "token.actions.githubusercontent.com";
const audience = "sts.amazonaws.com";

/** Seconds that a preview's session lasts, the shortest that IAM allows. */
const previewSessionSeconds = 3_600;

/** The roles that GitHub's workflows assume in one environment's account (ACC-8). */
export interface DeployIdentityArgs {
  readonly spec: DeployIdentitySpec;
  readonly github: GitHubRepositorySpec;
  readonly identity: IdentitySpec;
  readonly accountId: string;
  /** ARN of the policy that bounds both roles and every role that they make. */
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly tags: Tags;
}

/**
 * No stored key: GitHub proves with a signed token which repository and which of its environments a job runs for. Two
 * environments are let in: the one that deploys, and `<that>-preview`, whose role reads what is declared and none of the
 * data. A token names a GitHub environment only when the job passed that environment's gate, so a pull request reaches
 * the second and never the first.
 */
export class DeployIdentity extends pulumi.ComponentResource {
  /** Role of the deployment job. */
  public readonly roleArn: pulumi.Output<string>;
  /** Role of `pulumi preview` on pull requests. */
  public readonly previewRoleArn: pulumi.Output<string>;
  /** Pulumi backend that both roles reach: the account's state bucket. */
  public readonly stateUrl: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DeployIdentityArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:DeployIdentity", name, {}, opts);
    const { spec, github, identity, accountId, permissionsBoundaryArn, tags } = args;
    const child = { parent: this };

    // The ARN is a function of account and issuer, so that trusts are known text in every preview.
    const providerArn = `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
    const provider =
      spec.accountStack === args.identity.stack
        ? new iam.OpenIdConnectProvider(
            `${name}-github`,
            { url: `https://${issuer}`, clientIdLists: [audience], tags },
            child,
          )
        : undefined;
    const afterProvider = {
      ...child,
      ...(provider !== undefined && { dependsOn: [provider] }),
    };

    const names = deployRoleNames(identity);
    const scope: PermissionScope = {
      accountId,
      regions: spec.allowedRegions,
      product: identity.product,
      stack: identity.stack,
      ownArns: [
        ...Object.values(deployRoleArns(identity, accountId)),
        breakGlassRoleArn(identity, accountId),
        providerArn,
      ],
    };

    const deployRole = new iam.Role(
      `${name}-deploy-role`,
      {
        name: names.deploy,
        description: `Deploys ${identity.stack} from GitHub's environment ${spec.githubEnvironment}`,
        assumeRolePolicy: trust(providerArn, github, spec.githubEnvironment),
        maxSessionDuration: spec.maxSessionSeconds,
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      afterProvider,
    );
    new iam.RolePolicy(
      `${name}-deploy-policy`,
      {
        name: "deploy",
        role: deployRole.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: deployStatements(scope, permissionsBoundaryArn),
        }),
      },
      child,
    );

    const previewEnvironment = `${spec.githubEnvironment}-preview`;
    const previewRole = new iam.Role(
      `${name}-preview-role`,
      {
        name: names.preview,
        description: `Reads ${identity.stack} for previews in GitHub's environment ${previewEnvironment}`,
        assumeRolePolicy: trust(providerArn, github, previewEnvironment),
        maxSessionDuration: previewSessionSeconds,
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      afterProvider,
    );
    new iam.RolePolicy(
      `${name}-preview-policy`,
      {
        name: "preview",
        role: previewRole.name,
        policy: JSON.stringify({ Version: "2012-10-17", Statement: previewStatements(scope) }),
      },
      child,
    );

    this.roleArn = deployRole.arn;
    this.previewRoleArn = previewRole.arn;
    this.stateUrl = pulumi.output(`s3://${stateBucket(identity.product, accountId)}`);
    this.registerOutputs({
      roleArn: this.roleArn,
      previewRoleArn: this.previewRoleArn,
      stateUrl: this.stateUrl,
    });
  }
}

/**
 * Who may assume a role: jobs of this one repository that passed this one environment's gate. `sub` is listed in both
 * forms, since repositories made or renamed after July 2026 send their immutable ids; `repository_id` and `environment`
 * hold on their own, whichever form comes. Never `ForAllValues`, which an absent claim satisfies.
 */
function trust(
  providerArn: string,
  { owner, ownerId, repository, repositoryId }: GitHubRepositorySpec,
  environment: string,
): string {
  const immutable = `${owner}@${String(ownerId)}/${repository}@${String(repositoryId)}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "GitHubEnvironment",
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: audience,
            [`${issuer}:sub`]: [
              `repo:${owner}/${repository}:environment:${environment}`,
              `repo:${immutable}:environment:${environment}`,
            ],
            [`${issuer}:repository_id`]: String(repositoryId),
            [`${issuer}:environment`]: environment,
          },
        },
      },
    ],
  });
}
