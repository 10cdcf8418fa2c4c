import { expect } from "chai";
import {
  RepositoryRules,
  type RepositoryRulesArgs,
} from "../../../components/delivery/repository-rules";
import { record, type Recorded } from "../../support/record";

const rulesetType = "github:index/repositoryRuleset:RepositoryRuleset";

const args: RepositoryRulesArgs = {
  repository: "platform",
  branches: [
    {
      branch: "main",
      approvals: 2,
      requiredChecks: ["offline", "test"],
      requiredDeployments: ["staging"],
    },
    { branch: "develop", approvals: 1, requiredChecks: [], requiredDeployments: [] },
  ],
  teams: [
    { id: 7, permission: "maintain" },
    { id: 8, permission: "triage" },
  ],
};

function rules(): Promise<Recorded> {
  return record(() => new RepositoryRules("rules", args, {}));
}

describe("RepositoryRules", () => {
  it("takes reviews, checks and a deployment to staging before a merge into main", async () => {
    expect((await rules()).inputs(rulesetType, "rules-branch-main")).to.deep.equal({
      repository: "platform",
      name: "branch main",
      target: "branch",
      enforcement: "active",
      conditions: { refName: { includes: ["refs/heads/main"], excludes: [] } },
      rules: {
        deletion: true,
        nonFastForward: true,
        requiredSignatures: true,
        pullRequest: {
          requiredApprovingReviewCount: 2,
          requireCodeOwnerReview: true,
          requireLastPushApproval: true,
          dismissStaleReviewsOnPush: true,
          requiredReviewThreadResolution: true,
        },
        requiredStatusChecks: {
          strictRequiredStatusChecksPolicy: true,
          requiredChecks: [
            { context: "offline", integrationId: 15_368 },
            { context: "test", integrationId: 15_368 },
          ],
        },
        requiredDeployments: { requiredDeploymentEnvironments: ["staging"] },
      },
    });
  });

  it("asks a branch only for what its spec names", async () => {
    const { rules: declared } = (await rules()).inputs(rulesetType, "rules-branch-develop");
    expect(declared).not.to.have.any.keys("requiredStatusChecks", "requiredDeployments");
  });

  it("lets nobody bypass a branch's rules or change a version tag", async () => {
    const recorded = await rules();
    const others = recorded
      .ofType(rulesetType)
      .filter(({ name }) => name !== "rules-version-tag-makers");
    expect(others).to.have.length(3);
    for (const { name } of others) {
      expect(recorded.inputs(rulesetType, name), name).not.to.have.property("bypassActors");
    }
  });

  it("lets nobody move or remove a version tag", async () => {
    expect((await rules()).inputs(rulesetType, "rules-version-tags")).to.deep.include({
      target: "tag",
      enforcement: "active",
      conditions: { refName: { includes: ["refs/tags/v*"], excludes: [] } },
      rules: { deletion: true, nonFastForward: true, update: true },
    });
  });

  it("lets only the teams that maintain the repository make a version tag", async () => {
    expect((await rules()).inputs(rulesetType, "rules-version-tag-makers")).to.deep.include({
      target: "tag",
      conditions: { refName: { includes: ["refs/tags/v*"], excludes: [] } },
      bypassActors: [{ actorId: 7, actorType: "Team", bypassMode: "always" }],
      rules: { creation: true },
    });
  });

  it("runs only known actions, by commit, with a token that reads", async () => {
    const recorded = await rules();
    expect(
      recorded.inputs("github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions"),
    ).to.deep.include({
      allowedActions: "selected",
      allowedActionsConfig: {
        githubOwnedAllowed: true,
        verifiedAllowed: false,
        patternsAlloweds: ["aws-actions/configure-aws-credentials@*", "pulumi/actions@*"],
      },
      shaPinningRequired: true,
    });
    expect(
      recorded.inputs("github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions"),
    ).to.include({ defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false });
  });

  it("turns on alerts before security updates, which need them", async () => {
    const recorded = await rules();
    const alerts = recorded.one(
      "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
    );
    const updates = recorded.one(
      "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
    );
    expect(alerts.inputs.enabled).to.equal(true);
    expect(updates.inputs.enabled).to.equal(true);
    expect(updates.dependencies).to.include(alerts.urn);
  });

  it("grants each team its permission", async () => {
    const recorded = await rules();
    const type = "github:index/teamRepository:TeamRepository";
    expect(
      recorded.ofType(type).map(({ name }) => recorded.inputs(type, name)),
    ).to.have.deep.members([
      { repository: "platform", teamId: "7", permission: "maintain" },
      { repository: "platform", teamId: "8", permission: "triage" },
    ]);
  });
});
