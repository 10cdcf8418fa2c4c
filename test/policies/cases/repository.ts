import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const ruleset = (rules: object, props: object = {}): Declared =>
  declaring("github:index/repositoryRuleset:RepositoryRuleset")({
    target: "branch",
    enforcement: "active",
    conditions: { refName: { includes: ["refs/heads/main"], excludes: [] } },
    rules,
    ...props,
  });

const develop = { conditions: { refName: { includes: ["refs/heads/develop"], excludes: [] } } };
const tags = ruleset({ creation: true }, { target: "tag" });
const alerts = declaring(
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
);
const updates = declaring(
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
);
const actions = declaring("github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions");
const token = declaring("github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions");
const repository = declaring("github:index/repository:Repository");

/** A ruleset must switch something on, wherever it stands in its rules. */
const switched = (
  rule: string,
  field: string,
  section: "pullRequest" | "requiredStatusChecks" | undefined,
): RuleCases => {
  const of = (value: boolean) =>
    ruleset(section === undefined ? { [field]: value } : { [section]: { [field]: value } });
  const path = ["rules", ...(section === undefined ? [] : [section]), field].join(".");
  return {
    rule,
    stack: "shared",
    compliant: [{ title: "on", subject: of(true) }],
    violating: [{ title: "off", subject: of(false), message: switchMessages[rule] ?? "" }],
    notApplicable: [{ title: "tags", subject: tags }],
    needs: [path],
  };
};

const switchMessages: Readonly<Record<string, string>> = {
  "ruleset-require-last-push-approval":
    'ruleset-require-last-push-approval: github:index/repositoryRuleset:RepositoryRuleset "subject" lets the last push be approved by whoever made it (PRC-9). Set rules.pullRequest.requireLastPushApproval to true.',
  "ruleset-require-fresh-reviews":
    'ruleset-require-fresh-reviews: github:index/repositoryRuleset:RepositoryRuleset "subject" keeps an approval of what was changed since (PRC-9). Set rules.pullRequest.dismissStaleReviewsOnPush to true.',
  "ruleset-require-code-owners":
    'ruleset-require-code-owners: github:index/repositoryRuleset:RepositoryRuleset "subject" merges what no owner of the code has seen (PRC-9). Set rules.pullRequest.requireCodeOwnerReview to true.',
  "ruleset-require-resolved-threads":
    'ruleset-require-resolved-threads: github:index/repositoryRuleset:RepositoryRuleset "subject" merges over open objections (PRC-9). Set rules.pullRequest.requiredReviewThreadResolution to true.',
  "ruleset-require-strict-checks":
    'ruleset-require-strict-checks: github:index/repositoryRuleset:RepositoryRuleset "subject" merges what was checked against an older branch (QUA-1). Set rules.requiredStatusChecks.strictRequiredStatusChecksPolicy to true.',
  "ruleset-require-signatures":
    'ruleset-require-signatures: github:index/repositoryRuleset:RepositoryRuleset "subject" takes commits that anyone could have written (PIP-21). Set rules.requiredSignatures to true.',
  "ruleset-forbid-force-push":
    'ruleset-forbid-force-push: github:index/repositoryRuleset:RepositoryRuleset "subject" lets its history be rewritten (PIP-21). Set rules.nonFastForward to true.',
  "ruleset-forbid-deletion":
    'ruleset-forbid-deletion: github:index/repositoryRuleset:RepositoryRuleset "subject" lets the branch be deleted (PIP-21). Set rules.deletion to true.',
};

const reviews = (count: unknown, props: object = {}) =>
  ruleset({ pullRequest: { requiredApprovingReviewCount: count } }, props);

const checks = (...contexts: readonly string[]) =>
  ruleset({ requiredStatusChecks: { requiredChecks: contexts.map((context) => ({ context })) } });

export const repositoryCases: readonly RuleCases[] = [
  {
    rule: "repository-require-ruleset",
    stack: "shared",
    compliant: [
      { title: "one on main", around: [ruleset({})] },
      {
        title: "one on main and another",
        around: [
          ruleset(
            {},
            { conditions: { refName: { includes: ["refs/heads/main", "refs/heads/x"] } } },
          ),
        ],
      },
      {
        title: "one on the default branch",
        around: [ruleset({}, { conditions: { refName: { includes: ["~DEFAULT_BRANCH"] } } })],
      },
    ],
    violating: [
      {
        title: "none",
        message:
          'repository-require-ruleset: pulumi:pulumi:Stack "platform-shared" has no active ruleset on main, so that anyone with write access may push to it (QUA-1). Declare a RepositoryRuleset for refs/heads/main with enforcement active.',
      },
      {
        title: "one that only looks",
        around: [ruleset({}, { enforcement: "evaluate" })],
        message:
          'repository-require-ruleset: pulumi:pulumi:Stack "platform-shared" has no active ruleset on main, so that anyone with write access may push to it (QUA-1). Declare a RepositoryRuleset for refs/heads/main with enforcement active.',
      },
      {
        title: "one on another branch",
        around: [ruleset({}, develop)],
        message:
          'repository-require-ruleset: pulumi:pulumi:Stack "platform-shared" has no active ruleset on main, so that anyone with write access may push to it (QUA-1). Declare a RepositoryRuleset for refs/heads/main with enforcement active.',
      },
      {
        title: "one on tags",
        around: [tags],
        message:
          'repository-require-ruleset: pulumi:pulumi:Stack "platform-shared" has no active ruleset on main, so that anyone with write access may push to it (QUA-1). Declare a RepositoryRuleset for refs/heads/main with enforcement active.',
      },
      {
        title: "one that leaves main out",
        around: [
          ruleset(
            {},
            { conditions: { refName: { includes: ["~ALL"], excludes: ["refs/heads/main"] } } },
          ),
        ],
        message:
          'repository-require-ruleset: pulumi:pulumi:Stack "platform-shared" has no active ruleset on main, so that anyone with write access may push to it (QUA-1). Declare a RepositoryRuleset for refs/heads/main with enforcement active.',
      },
    ],
    notApplicable: [{ title: "an environment's stack", stack: "production" }],
    needs: ["subject:enforcement", "subject:target", "subject:conditions.refName.includes"],
  },
  {
    rule: "ruleset-require-enforcement",
    stack: "shared",
    compliant: [{ title: "active", subject: ruleset({}) }],
    violating: [
      {
        title: "switched off",
        subject: ruleset({}, { enforcement: "disabled" }),
        message:
          'ruleset-require-enforcement: github:index/repositoryRuleset:RepositoryRuleset "subject" is disabled, not active (QUA-1). Set enforcement to active.',
      },
    ],
    needs: ["enforcement"],
  },
  {
    rule: "ruleset-require-reviews",
    stack: "shared",
    compliant: [
      { title: "two on main", subject: reviews(2) },
      { title: "one on develop", subject: reviews(1, develop) },
    ],
    violating: [
      {
        title: "one on main",
        subject: reviews(1),
        message:
          'ruleset-require-reviews: github:index/repositoryRuleset:RepositoryRuleset "subject" merges at 1 of the 2 approvals that it needs (PRC-9). Set rules.pullRequest.requiredApprovingReviewCount to 2.',
      },
      {
        title: "none on develop",
        subject: reviews(0, develop),
        message:
          'ruleset-require-reviews: github:index/repositoryRuleset:RepositoryRuleset "subject" merges at 0 of the 1 approvals that it needs (PRC-9). Set rules.pullRequest.requiredApprovingReviewCount to 1.',
      },
    ],
    notApplicable: [{ title: "tags", subject: tags }],
    needs: ["rules.pullRequest", "rules.pullRequest.requiredApprovingReviewCount", "target"],
  },
  switched("ruleset-require-last-push-approval", "requireLastPushApproval", "pullRequest"),
  switched("ruleset-require-fresh-reviews", "dismissStaleReviewsOnPush", "pullRequest"),
  switched("ruleset-require-code-owners", "requireCodeOwnerReview", "pullRequest"),
  switched("ruleset-require-resolved-threads", "requiredReviewThreadResolution", "pullRequest"),
  switched(
    "ruleset-require-strict-checks",
    "strictRequiredStatusChecksPolicy",
    "requiredStatusChecks",
  ),
  switched("ruleset-require-signatures", "requiredSignatures", undefined),
  switched("ruleset-forbid-force-push", "nonFastForward", undefined),
  switched("ruleset-forbid-deletion", "deletion", undefined),
  {
    rule: "ruleset-require-contexts",
    stack: "shared",
    compliant: [{ title: "all of them", subject: checks("quality", "test", "more") }],
    violating: [
      {
        title: "one missing",
        subject: checks("quality"),
        message:
          'ruleset-require-contexts: github:index/repositoryRuleset:RepositoryRuleset "subject" merges without the checks test (QUA-1). Add test to rules.requiredStatusChecks.requiredChecks.',
      },
      {
        title: "none listed by the pack",
        subject: checks("quality"),
        data: { repository: { name: "a/b", ownerId: "1", id: "2", checks: [] } },
        message: `ruleset-require-contexts: github:index/repositoryRuleset:RepositoryRuleset "subject" can't be judged (QUA-1). List checks of repository in policies/environments.yaml.`,
      },
    ],
    notApplicable: [{ title: "tags", subject: tags }],
    needs: [
      "rules.requiredStatusChecks.requiredChecks",
      "rules.requiredStatusChecks.requiredChecks.0.context",
    ],
  },
  {
    rule: "ruleset-forbid-bypass",
    stack: "shared",
    compliant: [
      { title: "nobody", subject: ruleset({}) },
      {
        title: "a team, in a pull request",
        subject: ruleset(
          {},
          { bypassActors: [{ actorId: 1, actorType: "Team", bypassMode: "pull_request" }] },
        ),
      },
    ],
    violating: [
      {
        title: "administrators",
        subject: ruleset(
          {},
          { bypassActors: [{ actorId: 5, actorType: "RepositoryRole", bypassMode: "always" }] },
        ),
        message:
          'ruleset-forbid-bypass: github:index/repositoryRuleset:RepositoryRuleset "subject" lets RepositoryRole 5 pass by it at any time (PRC-9). Leave bypassActors out, or set bypassMode to pull_request.',
      },
      {
        title: "somebody, nobody knows when",
        subject: ruleset({}, { bypassActors: [{ actorId: 5, actorType: "Team" }] }),
        message:
          'ruleset-forbid-bypass: the rule could not read github:index/repositoryRuleset:RepositoryRuleset "subject": bypassMode is missing, not a text (PRC-9). Leave bypassActors out, or set bypassMode to pull_request.',
      },
    ],
    notApplicable: [{ title: "tags", subject: tags }],
    needs: ["target"],
  },
  {
    rule: "repository-require-alerts",
    stack: "shared",
    compliant: [{ title: "on", subject: alerts({ enabled: true }) }],
    violating: [
      {
        title: "off",
        subject: alerts({ enabled: false }),
        message:
          'repository-require-alerts: github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts "subject" tells nobody of a vulnerable dependency (QUA-10). Declare a RepositoryVulnerabilityAlerts with enabled true.',
      },
      {
        title: "none",
        message:
          'repository-require-alerts: pulumi:pulumi:Stack "platform-shared" declares no RepositoryVulnerabilityAlerts, so that nobody hears of a vulnerable dependency (QUA-10). Declare a RepositoryVulnerabilityAlerts with enabled true.',
      },
    ],
    notApplicable: [
      { title: "an environment's stack", stack: "production", subject: alerts({ enabled: false }) },
    ],
    needs: ["enabled"],
  },
  {
    rule: "repository-require-security-updates",
    stack: "shared",
    compliant: [{ title: "on", subject: updates({ enabled: true }) }],
    violating: [
      {
        title: "off",
        subject: updates({ enabled: false }),
        message:
          'repository-require-security-updates: github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates "subject" leaves a vulnerable dependency as it is (QUA-11). Declare a RepositoryDependabotSecurityUpdates with enabled true.',
      },
      {
        title: "none",
        message:
          'repository-require-security-updates: pulumi:pulumi:Stack "platform-shared" declares no RepositoryDependabotSecurityUpdates, so that a vulnerable dependency stays (QUA-11). Declare a RepositoryDependabotSecurityUpdates with enabled true.',
      },
    ],
    notApplicable: [
      {
        title: "an environment's stack",
        stack: "production",
        subject: updates({ enabled: false }),
      },
    ],
    needs: ["enabled"],
  },
  {
    rule: "repository-require-push-protection",
    stack: "shared",
    compliant: [
      {
        title: "on",
        subject: repository({
          securityAndAnalysis: { secretScanningPushProtection: { status: "enabled" } },
        }),
      },
    ],
    violating: [
      {
        title: "off",
        subject: repository({
          securityAndAnalysis: { secretScanningPushProtection: { status: "disabled" } },
        }),
        message:
          'repository-require-push-protection: github:index/repository:Repository "subject" takes secrets that are pushed (PRC-30). Set securityAndAnalysis.secretScanningPushProtection.status to enabled.',
      },
    ],
    needs: ["securityAndAnalysis", "securityAndAnalysis.secretScanningPushProtection.status"],
  },
  {
    rule: "actions-require-pinning",
    stack: "shared",
    compliant: [{ title: "on", subject: actions({ shaPinningRequired: true }) }],
    violating: [
      {
        title: "off",
        subject: actions({ shaPinningRequired: false }),
        message:
          'actions-require-pinning: github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions "subject" runs actions by a tag that their owner can move (ACC-9). Declare an ActionsRepositoryPermissions with shaPinningRequired true.',
      },
      {
        title: "none",
        message:
          'actions-require-pinning: pulumi:pulumi:Stack "platform-shared" declares no ActionsRepositoryPermissions, so that any action runs under any tag (ACC-9). Declare an ActionsRepositoryPermissions with shaPinningRequired true.',
      },
    ],
    notApplicable: [{ title: "an environment's stack", stack: "production", subject: actions({}) }],
    needs: ["shaPinningRequired"],
  },
  {
    rule: "workflow-token-require-read-only",
    stack: "shared",
    compliant: [{ title: "read", subject: token({ defaultWorkflowPermissions: "read" }) }],
    violating: [
      {
        title: "write",
        subject: token({ defaultWorkflowPermissions: "write" }),
        message: `workflow-token-require-read-only: github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions "subject" lets a workflow's token write unless the workflow says less (ACC-9). Set defaultWorkflowPermissions to read.`,
      },
      {
        title: "none",
        message: `workflow-token-require-read-only: pulumi:pulumi:Stack "platform-shared" declares no WorkflowRepositoryPermissions, so that a workflow's token may write (ACC-9). Set defaultWorkflowPermissions to read.`,
      },
    ],
    notApplicable: [{ title: "an environment's stack", stack: "production", subject: token({}) }],
    needs: ["defaultWorkflowPermissions"],
  },
  {
    rule: "workflow-token-forbid-approval",
    stack: "shared",
    compliant: [{ title: "no", subject: token({ canApprovePullRequestReviews: false }) }],
    violating: [
      {
        title: "yes",
        subject: token({ canApprovePullRequestReviews: true }),
        message:
          'workflow-token-forbid-approval: github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions "subject" lets a workflow approve a pull request (PRC-9). Set canApprovePullRequestReviews to false.',
      },
    ],
    needs: ["canApprovePullRequestReviews"],
  },
];
