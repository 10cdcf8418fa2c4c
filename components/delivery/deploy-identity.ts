import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { DeployIdentitySpec } from "../../blueprint/delivery";
import type { GitHubRepositorySpec, IdentitySpec } from "../../blueprint/environment";
import type { Tags } from "../../blueprint/tier";
import { breakGlassRoleArn } from "../base/break-glass";
import {
  approvalStatements,
  deployPolicies,
  type DeployPolicies,
  previewStatements,
} from "./deploy-permissions";
import {
  deployPolicyArns,
  deployPolicyName,
  deployRoleArns,
  deployRoleNames,
  type JobRole,
} from "./deploy-roles";
import { githubProvider, githubProviderArn, githubTrust } from "./github-trust";
import { documentOf, type PermissionScope, type Statement } from "./permission-statement";

/** Seconds that a session of an approval or a preview lasts, the shortest that IAM allows. */
const shortSessionSeconds = 3_600;

/** The roles that GitHub's workflows assume in one environment's account (ACC-8). */
export interface DeployIdentityArgs {
  readonly spec: DeployIdentitySpec;
  readonly github: GitHubRepositorySpec;
  readonly identity: IdentitySpec;
  readonly accountId: string;
  /** ARN of the policy that bounds these roles and every role that they make. */
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** Whether data is kept when what holds it is to go. */
  readonly protectData: boolean;
  readonly tags: Tags;
  /**
   * What guards the GitHub environments that the roles trust: GitHub makes one that a job names and nobody declared, open to
   * all, so a role that stood before its gate would be anybody's who may write to the repository.
   */
  readonly gates: readonly pulumi.Resource[];
}

/** A role that jobs of one of GitHub's environments assume. */
interface GitHubRole {
  readonly use: JobRole;
  readonly description: string;
  readonly githubEnvironment: string;
  readonly sessionSeconds: number;
  /** Put in the role itself. Default: its rights are policies of their own. */
  readonly statements?: readonly Statement[];
}

/**
 * No stored key: GitHub proves with a signed token which repository and which of its environments a job runs for. Each
 * has a role of its own: the one that deploys; `<that>-preview`, whose role reads what is declared and none of the data;
 * and, where another team approves, the one whose role lets a deployment go on, which the deploying role may not. A token
 * names a GitHub environment only when the job passed that environment's gate, so a pull request reaches the second alone.
 */
export class DeployIdentity extends pulumi.ComponentResource {
  /** Role of the deployment job. */
  public readonly roleArn: pulumi.Output<string>;
  /** Role of `pulumi preview` on pull requests. */
  public readonly previewRoleArn: pulumi.Output<string>;
  /** Role of the job that lets a deployment which waits go on. */
  public readonly approveRoleArn: pulumi.Output<string> | undefined;

  public constructor(
    name: string,
    args: DeployIdentityArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:DeployIdentity", name, {}, opts);
    const { spec, identity, permissionsBoundaryArn } = args;

    const provider = this.declareProvider(name, args);
    const scope = permissionScope(args);
    const deployRole = this.declareRole(name, args, provider, {
      use: "deploy",
      description: `Deploys ${identity.stack} from GitHub's environment ${spec.githubEnvironment}`,
      githubEnvironment: spec.githubEnvironment,
      sessionSeconds: spec.maxSessionSeconds,
    });
    this.grant(name, deployRole, args, deployPolicies(scope, permissionsBoundaryArn));
    const previewEnvironment = `${spec.githubEnvironment}-preview`;
    const previewRole = this.declareRole(name, args, provider, {
      use: "preview",
      description: `Reads ${identity.stack} for previews in GitHub's environment ${previewEnvironment}`,
      githubEnvironment: previewEnvironment,
      sessionSeconds: shortSessionSeconds,
      statements: previewStatements(scope),
    });
    const { approvalEnvironment } = spec;
    if (approvalEnvironment !== undefined) {
      this.approveRoleArn = this.declareRole(name, args, provider, {
        use: "approve",
        description: `Lets deployments of ${identity.stack} go on from GitHub's environment ${approvalEnvironment}`,
        githubEnvironment: approvalEnvironment,
        sessionSeconds: shortSessionSeconds,
        statements: approvalStatements(scope),
      }).arn;
    }

    this.roleArn = deployRole.arn;
    this.previewRoleArn = previewRole.arn;
    this.registerOutputs({
      roleArn: this.roleArn,
      previewRoleArn: this.previewRoleArn,
      ...(this.approveRoleArn !== undefined && { approveRoleArn: this.approveRoleArn }),
    });
  }

  /** An account has one provider for this issuer, which one of its stacks declares. */
  private declareProvider(
    name: string,
    { spec, identity, tags }: DeployIdentityArgs,
  ): iam.OpenIdConnectProvider | undefined {
    if (spec.accountStack !== identity.stack) return undefined;
    return githubProvider(name, tags, { parent: this });
  }

  private declareRole(
    name: string,
    args: DeployIdentityArgs,
    provider: iam.OpenIdConnectProvider | undefined,
    { use, description, githubEnvironment, sessionSeconds, statements }: GitHubRole,
  ): iam.Role {
    const child = { parent: this };
    const { identity, permissionsBoundaryArn, tags, gates } = args;
    const role = new iam.Role(
      `${name}-${use}-role`,
      {
        name: deployRoleNames(identity)[use],
        description,
        assumeRolePolicy: githubTrust(args.github, args.accountId, githubEnvironment),
        maxSessionDuration: sessionSeconds,
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      { ...child, dependsOn: [...gates, ...(provider === undefined ? [] : [provider])] },
    );
    if (statements !== undefined) {
      new iam.RolePolicy(
        `${name}-${use}-policy`,
        { name: use, role: role.name, policy: documentOf(statements) },
        child,
      );
    }
    return role;
  }

  /** A role holds 10,240 characters of policies at most; each that is attached to it may have 6,144. */
  private grant(
    name: string,
    role: iam.Role,
    { identity, tags }: DeployIdentityArgs,
    policies: DeployPolicies,
  ): void {
    const child = { parent: this };
    for (const [part, statements] of Object.entries(policies)) {
      const policy = new iam.Policy(
        `${name}-${part}`,
        {
          name: deployPolicyName(identity, part),
          description: `What a deployment of ${identity.stack} may do: ${part}`,
          policy: documentOf(statements),
          tags,
        },
        child,
      );
      new iam.RolePolicyAttachment(
        `${name}-${part}-attachment`,
        { role: role.name, policyArn: policy.arn },
        child,
      );
    }
  }
}

function permissionScope({
  spec,
  identity,
  accountId,
  protectData,
}: DeployIdentityArgs): PermissionScope {
  return {
    accountId,
    regions: spec.allowedRegions,
    product: identity.product,
    stack: identity.stack,
    protectData,
    ownArns: [
      ...Object.values(deployRoleArns(identity, accountId)),
      deployPolicyArns(identity, accountId),
      breakGlassRoleArn(identity, accountId),
      githubProviderArn(accountId),
    ],
  };
}
