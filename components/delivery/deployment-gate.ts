import { ActionsEnvironmentSecret } from "@pulumi/github/actionsEnvironmentSecret";
import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy";
import * as pulumi from "@pulumi/pulumi";
import type { GateSpec } from "../../blueprint/delivery";

/** GitHub takes at most this many teams and users as reviewers of one environment. */
const maxReviewers = 6;

type Gate = Omit<GateSpec, "purpose">;

/** A GitHub environment that a deployment passes (PIP-4, PIP-5). */
export interface DeploymentGateArgs {
  readonly spec: Gate;
  /** Name of the repository, without its owner. */
  readonly repository: string;
  /** Variables that its jobs read, by name; empty where they only pass. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** Secrets that its jobs read, by name. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What everything inside the GitHub environment names it by. */
interface Inside {
  readonly repository: string;
  readonly environment: pulumi.Output<string>;
}

/**
 * One approval suffices for a GitHub environment, so a deployment that takes two people passes two gates with disjoint
 * teams. Which refs may enter is always a list of patterns: "protected branches" would let any protected branch in.
 */
export class DeploymentGate extends pulumi.ComponentResource {
  /** Name of the GitHub environment, known once it exists. */
  public readonly environment: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DeploymentGateArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:github:DeploymentGate", name, {}, opts);
    this.requirePassable(args.spec);

    const environment = this.declareEnvironment(name, args);
    const inside = { repository: args.repository, environment: environment.environment };
    this.admit(name, args.spec, inside);
    this.equip(name, args, inside);

    this.environment = environment.environment;
    this.registerOutputs({ environment: this.environment });
  }

  private requirePassable(spec: Gate): void {
    if (spec.reviewerTeamIds.length > maxReviewers) {
      throw new pulumi.ResourceError(
        `gate "${spec.name}" has ${String(spec.reviewerTeamIds.length)} reviewing teams; ` +
          `GitHub takes at most ${String(maxReviewers)}`,
        this,
        true,
      );
    }
    if (spec.branchPatterns.length + spec.tagPatterns.length === 0) {
      throw new pulumi.ResourceError(
        `gate "${spec.name}" lets no branch and no tag in: give it a branch or tag pattern`,
        this,
        true,
      );
    }
  }

  private declareEnvironment(
    name: string,
    { spec, repository }: DeploymentGateArgs,
  ): RepositoryEnvironment {
    return new RepositoryEnvironment(
      `${name}-environment`,
      {
        repository,
        environment: spec.name,
        waitTimer: spec.waitMinutes,
        // Without reviewers GitHub keeps no such rule, and reads it back as false.
        preventSelfReview: spec.reviewerTeamIds.length > 0,
        canAdminsBypass: false,
        deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
        ...(spec.reviewerTeamIds.length > 0 && {
          reviewers: [{ teams: [...spec.reviewerTeamIds] }],
        }),
      },
      { parent: this },
    );
  }

  private admit(name: string, { branchPatterns, tagPatterns }: Gate, inside: Inside): void {
    const child = { parent: this };
    for (const branchPattern of branchPatterns) {
      new RepositoryEnvironmentDeploymentPolicy(
        `${name}-branch-${branchPattern}`,
        { ...inside, branchPattern },
        child,
      );
    }
    for (const tagPattern of tagPatterns) {
      new RepositoryEnvironmentDeploymentPolicy(
        `${name}-tag-${tagPattern}`,
        { ...inside, tagPattern },
        child,
      );
    }
  }

  private equip(name: string, { variables, secrets }: DeploymentGateArgs, inside: Inside): void {
    const child = { parent: this };
    for (const [variableName, value] of Object.entries(variables)) {
      new ActionsEnvironmentVariable(
        `${name}-variable-${variableName}`,
        { ...inside, variableName, value },
        child,
      );
    }
    for (const [secretName, value] of Object.entries(secrets)) {
      new ActionsEnvironmentSecret(
        `${name}-secret-${secretName}`,
        { ...inside, secretName, value },
        child,
      );
    }
  }
}
