import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { DeployIdentitySpec } from "../../blueprint/delivery";
import type { GitHubRepositorySpec, IdentitySpec } from "../../blueprint/environment";
import type { Tags } from "../../blueprint/tier";
import { breakGlassRoleArn } from "../base/break-glass";
import { deployStatements, previewStatements } from "./deploy-permissions";
import { deployRoleArns, deployRoleNames } from "./deploy-roles";
import type { PermissionScope, Statement } from "./permission-statement";
import { stateBucket } from "./state-permissions";

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

/** A role that jobs of one of GitHub's environments assume. */
interface GitHubRole {
  readonly use: "deploy" | "preview";
  readonly description: string;
  readonly githubEnvironment: string;
  readonly sessionSeconds: number;
  readonly statements: readonly Statement[];
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
    const { spec, identity, accountId, permissionsBoundaryArn } = args;

    const provider = this.declareProvider(name, args);
    const scope = permissionScope(args);
    const deployRole = this.declareRole(name, args, provider, {
      use: "deploy",
      description: `Deploys ${identity.stack} from GitHub's environment ${spec.githubEnvironment}`,
      githubEnvironment: spec.githubEnvironment,
      sessionSeconds: spec.maxSessionSeconds,
      statements: deployStatements(scope, permissionsBoundaryArn),
    });
    const previewEnvironment = `${spec.githubEnvironment}-preview`;
    const previewRole = this.declareRole(name, args, provider, {
      use: "preview",
      description: `Reads ${identity.stack} for previews in GitHub's environment ${previewEnvironment}`,
      githubEnvironment: previewEnvironment,
      sessionSeconds: previewSessionSeconds,
      statements: previewStatements(scope),
    });

    this.roleArn = deployRole.arn;
    this.previewRoleArn = previewRole.arn;
    this.stateUrl = pulumi.output(`s3://${stateBucket(identity.product, accountId)}`);
    this.registerOutputs({
      roleArn: this.roleArn,
      previewRoleArn: this.previewRoleArn,
      stateUrl: this.stateUrl,
    });
  }

  /** An account has one provider for this issuer, which one of its stacks declares. */
  private declareProvider(
    name: string,
    { spec, identity, tags }: DeployIdentityArgs,
  ): iam.OpenIdConnectProvider | undefined {
    if (spec.accountStack !== identity.stack) return undefined;
    return new iam.OpenIdConnectProvider(
      `${name}-github`,
      { url: `https://${issuer}`, clientIdLists: [audience], tags },
      { parent: this },
    );
  }

  private declareRole(
    name: string,
    args: DeployIdentityArgs,
    provider: iam.OpenIdConnectProvider | undefined,
    { use, description, githubEnvironment, sessionSeconds, statements }: GitHubRole,
  ): iam.Role {
    const child = { parent: this };
    const { identity, permissionsBoundaryArn, tags } = args;
    const role = new iam.Role(
      `${name}-${use}-role`,
      {
        name: deployRoleNames(identity)[use],
        description,
        assumeRolePolicy: trust(args, githubEnvironment),
        maxSessionDuration: sessionSeconds,
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      { ...child, ...(provider !== undefined && { dependsOn: [provider] }) },
    );
    new iam.RolePolicy(
      `${name}-${use}-policy`,
      {
        name: use,
        role: role.name,
        policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
      },
      child,
    );
    return role;
  }
}

/** The ARN is a function of account and issuer, so that trusts are known text in every preview. */
function providerArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
}

function permissionScope({ spec, identity, accountId }: DeployIdentityArgs): PermissionScope {
  return {
    accountId,
    regions: spec.allowedRegions,
    product: identity.product,
    stack: identity.stack,
    ownArns: [
      ...Object.values(deployRoleArns(identity, accountId)),
      breakGlassRoleArn(identity, accountId),
      providerArn(accountId),
    ],
  };
}

/**
 * Who may assume a role: jobs of this one repository that passed this one environment's gate. `sub` is listed in both
 * forms, since repositories made or renamed after July 2026 send their immutable ids; `repository_id` and `environment`
 * hold on their own, whichever form comes. Never `ForAllValues`, which an absent claim satisfies.
 */
function trust({ github, accountId }: DeployIdentityArgs, environment: string): string {
  const { owner, ownerId, repository, repositoryId } = github;
  const immutable = `${owner}@${String(ownerId)}/${repository}@${String(repositoryId)}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "GitHubEnvironment",
        Effect: "Allow",
        Principal: { Federated: providerArn(accountId) },
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
