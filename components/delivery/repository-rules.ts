import { ActionsRepositoryPermissions } from "@pulumi/github/actionsRepositoryPermissions";
import { RepositoryDependabotSecurityUpdates } from "@pulumi/github/repositoryDependabotSecurityUpdates";
import { RepositoryRuleset } from "@pulumi/github/repositoryRuleset";
import { RepositoryVulnerabilityAlerts } from "@pulumi/github/repositoryVulnerabilityAlerts";
import { TeamRepository } from "@pulumi/github/teamRepository";
import { WorkflowRepositoryPermissions } from "@pulumi/github/workflowRepositoryPermissions";
import * as pulumi from "@pulumi/pulumi";
import type { BranchRuleSpec, SharedSpec } from "../../blueprint/shared";

/** The GitHub App behind Actions: a required check counts only when Actions reported it. */
const actionsAppId = 15_368;

/** Actions from outside GitHub that workflows may use, always by commit. */
const trustedActions = ["aws-actions/configure-aws-credentials@*", "pulumi/actions@*"];

/** What the repository asks of a change before it reaches an environment (QUA-1, PRC-9). */
export interface RepositoryRulesArgs {
  /** Name of the repository, without its owner. */
  readonly repository: string;
  /** Protected branches and what a merge into them takes. */
  readonly branches: readonly BranchRuleSpec[];
  /** Teams and their permission on the repository. */
  readonly teams: SharedSpec["teams"];
}

/** Rulesets rather than branch protection: they have no silent exception for administrators. No actor bypasses a branch's. */
export class RepositoryRules extends pulumi.ComponentResource {
  public constructor(
    name: string,
    args: RepositoryRulesArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:github:RepositoryRules", name, {}, opts);

    this.protectBranches(name, args);
    this.protectVersionTags(name, args);
    this.restrictWorkflows(name, args);
    this.watchDependencies(name, args);
    this.admitTeams(name, args);

    this.registerOutputs({});
  }

  private protectBranches(name: string, { repository, branches }: RepositoryRulesArgs): void {
    for (const spec of branches) {
      new RepositoryRuleset(
        `${name}-branch-${spec.branch}`,
        {
          repository,
          name: `branch ${spec.branch}`,
          target: "branch",
          enforcement: "active",
          conditions: { refName: { includes: [`refs/heads/${spec.branch}`], excludes: [] } },
          rules: branchRules(spec),
        },
        { parent: this },
      );
    }
  }

  private protectVersionTags(name: string, { repository, teams }: RepositoryRulesArgs): void {
    const child = { parent: this };
    const versionTags = { refName: { includes: ["refs/tags/v*"], excludes: [] } };
    // Version tags deploy to production: once made, one always means the same commit.
    new RepositoryRuleset(
      `${name}-version-tags`,
      {
        repository,
        name: "version tags",
        target: "tag",
        enforcement: "active",
        conditions: versionTags,
        rules: { deletion: true, nonFastForward: true, update: true },
      },
      child,
    );
    // A tag may stand on any commit, reviewed or not, with any workflow in it: only those who maintain make one.
    new RepositoryRuleset(
      `${name}-version-tag-makers`,
      {
        repository,
        name: "who makes version tags",
        target: "tag",
        enforcement: "active",
        conditions: versionTags,
        bypassActors: teams
          .filter(({ permission }) => permission === "maintain")
          .map(({ id }) => ({ actorId: id, actorType: "Team", bypassMode: "always" })),
        rules: { creation: true },
      },
      child,
    );
  }

  private restrictWorkflows(name: string, { repository }: RepositoryRulesArgs): void {
    const child = { parent: this };
    new ActionsRepositoryPermissions(
      `${name}-actions`,
      {
        repository,
        enabled: true,
        allowedActions: "selected",
        allowedActionsConfig: {
          githubOwnedAllowed: true,
          verifiedAllowed: false,
          patternsAlloweds: trustedActions,
        },
        shaPinningRequired: true,
      },
      child,
    );
    new WorkflowRepositoryPermissions(
      `${name}-workflow-token`,
      { repository, defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false },
      child,
    );
  }

  private watchDependencies(name: string, { repository }: RepositoryRulesArgs): void {
    const child = { parent: this };
    const alerts = new RepositoryVulnerabilityAlerts(
      `${name}-vulnerability-alerts`,
      { repository, enabled: true },
      child,
    );
    // GitHub refuses security updates on a repository without alerts.
    new RepositoryDependabotSecurityUpdates(
      `${name}-security-updates`,
      { repository, enabled: true },
      { ...child, dependsOn: [alerts] },
    );
  }

  private admitTeams(name: string, { repository, teams }: RepositoryRulesArgs): void {
    for (const team of teams) {
      new TeamRepository(
        `${name}-team-${String(team.id)}`,
        { repository, teamId: String(team.id), permission: team.permission },
        { parent: this },
      );
    }
  }
}

function branchRules(
  spec: BranchRuleSpec,
): ConstructorParameters<typeof RepositoryRuleset>[1]["rules"] {
  return {
    deletion: true,
    nonFastForward: true,
    requiredSignatures: true,
    pullRequest: {
      requiredApprovingReviewCount: spec.approvals,
      requireCodeOwnerReview: true,
      requireLastPushApproval: true,
      dismissStaleReviewsOnPush: true,
      requiredReviewThreadResolution: true,
    },
    ...(spec.requiredChecks.length > 0 && {
      requiredStatusChecks: {
        strictRequiredStatusChecksPolicy: true,
        requiredChecks: spec.requiredChecks.map((context) => ({
          context,
          integrationId: actionsAppId,
        })),
      },
    }),
    ...(spec.requiredDeployments.length > 0 && {
      requiredDeployments: { requiredDeploymentEnvironments: [...spec.requiredDeployments] },
    }),
  };
}
