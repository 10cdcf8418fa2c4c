import type { RuleCases } from "../support/cases";
import { data } from "../support/data";
import { type Declared, declaring } from "../support/declared";

const ruleset = (rules: object, ref: string, props: object = {}, name = "subject"): Declared =>
  declaring("github:index/repositoryRuleset:RepositoryRuleset")(
    {
      target: ref.startsWith("refs/tags/") ? "tag" : "branch",
      enforcement: "active",
      conditions: { refName: { includes: [ref], excludes: [] } },
      rules,
      ...props,
    },
    { name },
  );

const pullRequest = {
  requireCodeOwnerReview: true,
  requireLastPushApproval: true,
  dismissStaleReviewsOnPush: true,
  requiredReviewThreadResolution: true,
  requiredApprovingReviewCount: 2,
};
const requiredStatusChecks = {
  strictRequiredStatusChecksPolicy: true,
  requiredChecks: [{ context: "quality" }, { context: "test" }, { context: "audit" }],
};
const requiredDeployments = { requiredDeploymentEnvironments: ["staging"] };
const guards = {
  deletion: true,
  nonFastForward: true,
  requiredSignatures: true,
  pullRequest,
  requiredStatusChecks,
  requiredDeployments,
};
const main = (rules: object = {}, props: object = {}): Declared =>
  ruleset({ ...guards, ...rules }, "refs/heads/main", props, "main");
const reviewed = (changes: object) => main({ pullRequest: { ...pullRequest, ...changes } });
const checked = (changes: object) =>
  main({ requiredStatusChecks: { ...requiredStatusChecks, ...changes } });
const tags = (rules: object, props: object = {}, name = "tags"): Declared =>
  ruleset(rules, "refs/tags/v*", props, name);
const passing = (actorType: string, bypassMode: string) => ({
  bypassActors: [{ actorId: 3, actorType, bypassMode }],
});
const makers = tags({ creation: true }, passing("Team", "always"), "makers");
const kept = tags({ update: true, deletion: true });

const settings = [
  "actionsRepositoryPermissions",
  "repositoryDependabotSecurityUpdates",
  "repositoryVulnerabilityAlerts",
  "workflowRepositoryPermissions",
].map((type) =>
  declaring(`github:index/${type}:${type.charAt(0).toUpperCase()}${type.slice(1)}`)(
    {},
    { name: type },
  ),
);
const whole = [main(), makers, kept, ...settings];

const ofRuleset = (name: string, what: string): string =>
  `ruleset-require-guards: github:index/repositoryRuleset:RepositoryRuleset "${name}" ${what} (PRC-9). Set it so in rules, and leave bypassActors out, but for teams among production's reviewers who make versions.`;
const ofRepository = (what: string): string =>
  `repository-require-guards: pulumi:pulumi:Stack "platform-shared" ${what} (QUA-1). Declare it.`;
const unguarded = ofRepository(
  "has no active ruleset on main, so that anyone with write access may push to it",
);
const open = (what: string): string =>
  ofRepository(`leaves the ${what} of tags v*, which deploy production, to anyone who may write`);

const team = (teamId: string, permission: string): Declared =>
  declaring("github:index/teamRepository:TeamRepository")({ teamId, permission }, { name: "team" });
const ofTeam = (what: string): string =>
  `team-require-permission: github:index/teamRepository:TeamRepository "team" ${what} (ACC-1). Leave it out, or set permission to what the team may do; repository.teams in policies/environments.yaml says it.`;

/** What a ruleset of branches lets happen without one of its switches. */
const switches: readonly (readonly [path: string, subject: Declared, what: string])[] = [
  [
    "rules.deletion",
    main({ deletion: false }),
    "lets the branch be deleted, and its rules with it",
  ],
  ["rules.nonFastForward", main({ nonFastForward: false }), "lets its history be rewritten"],
  [
    "rules.requiredSignatures",
    main({ requiredSignatures: false }),
    "takes commits that anyone could have written",
  ],
  [
    "rules.pullRequest.requireCodeOwnerReview",
    reviewed({ requireCodeOwnerReview: false }),
    "merges what no owner of the code has seen",
  ],
  [
    "rules.pullRequest.requireLastPushApproval",
    reviewed({ requireLastPushApproval: false }),
    "lets the last push be approved by whoever made it",
  ],
  [
    "rules.pullRequest.dismissStaleReviewsOnPush",
    reviewed({ dismissStaleReviewsOnPush: false }),
    "keeps an approval of what was changed since",
  ],
  [
    "rules.pullRequest.requiredReviewThreadResolution",
    reviewed({ requiredReviewThreadResolution: false }),
    "merges over open objections",
  ],
  [
    "rules.requiredStatusChecks.strictRequiredStatusChecksPolicy",
    checked({ strictRequiredStatusChecksPolicy: false }),
    "merges what was checked against an older branch",
  ],
];

export const repositoryCases: readonly RuleCases[] = [
  {
    rule: "repository-require-guards",
    stack: "shared",
    compliant: [
      { title: "rules on main and on version tags, and the settings", around: whole },
      {
        title: "rules on the default branch",
        around: [ruleset({}, "~DEFAULT_BRANCH"), ...whole.slice(1)],
      },
    ],
    violating: [
      { title: "no rules on main", around: whole.slice(1), message: unguarded },
      {
        title: "rules that only look",
        around: [main({}, { enforcement: "evaluate" }), ...whole.slice(1)],
        message: unguarded,
      },
      {
        title: "rules on another branch",
        around: [ruleset(guards, "refs/heads/develop"), ...whole.slice(1)],
        message: unguarded,
      },
      {
        title: "rules on all branches but main",
        around: [
          main(
            {},
            { conditions: { refName: { includes: ["~ALL"], excludes: ["refs/heads/m*"] } } },
          ),
          ...whole.slice(1),
        ],
        message: unguarded,
      },
      {
        title: "version tags that anybody makes",
        around: [main(), kept, ...settings],
        message: open("creation"),
      },
      {
        title: "version tags that can be moved and taken away",
        around: [main(), makers, ...settings],
        message: open("update, deletion"),
      },
      {
        title: "version tags that a team can move",
        around: [
          main(),
          makers,
          { ...kept, props: { ...kept.props, ...passing("Team", "always") } },
          ...settings,
        ],
        message: open("update, deletion"),
      },
      {
        title: "rules on some version tags",
        around: [
          main(),
          makers,
          tags(
            { update: true, deletion: true },
            {
              conditions: { refName: { includes: ["refs/tags/v*"], excludes: ["refs/tags/v9*"] } },
            },
          ),
          ...settings,
        ],
        message: open("update, deletion"),
      },
      {
        title: "a setting that nobody declares",
        around: whole.slice(0, -1),
        message: ofRepository(
          "declares no WorkflowRepositoryPermissions, so that a workflow's token may write",
        ),
      },
    ],
    needs: ["main:enforcement", "main:conditions.refName.includes", "tags:rules.update"],
  },
  {
    rule: "ruleset-require-guards",
    stack: "shared",
    compliant: [
      { title: "main", subject: main() },
      {
        title: "one approval of what goes to another branch",
        subject: ruleset(
          { ...guards, pullRequest: { ...pullRequest, requiredApprovingReviewCount: 1 } },
          "refs/heads/develop",
        ),
      },
      { title: "the team that makes version tags", subject: makers },
      { title: "version tags that stay", subject: kept },
    ],
    violating: [
      {
        title: "one approval on main",
        subject: reviewed({ requiredApprovingReviewCount: 1 }),
        message: ofRuleset("main", "merges at 1 of the 2 approvals that it needs"),
      },
      ...switches.map(([path, subject, what]) => ({
        title: `no ${path}`,
        subject,
        message: ofRuleset("main", `${what} (${path} is not true)`),
      })),
      {
        title: "a check that is not asked for",
        subject: checked({ requiredChecks: [{ context: "quality" }] }),
        message: ofRuleset("main", "merges without the checks test"),
      },
      {
        title: "what staging never ran",
        subject: main({
          requiredDeployments: { requiredDeploymentEnvironments: ["staging-preview"] },
        }),
        message: ofRuleset("main", "merges what was never deployed to staging"),
      },
      {
        title: "a team that bypasses where everybody sees it",
        subject: main({}, passing("Team", "pull_request")),
        message: ofRuleset("main", "lets Team 3 pass by it"),
      },
      {
        title: "versions made by a team that approves nothing in production",
        subject: tags(
          { creation: true },
          { bypassActors: [{ actorId: 4, actorType: "Team", bypassMode: "always" }] },
        ),
        message: ofRuleset("tags", "lets Team 4 pass by it"),
      },
      {
        title: "administrators who bypass at any time",
        subject: main({}, passing("OrganizationAdmin", "always")),
        message: ofRuleset("main", "lets OrganizationAdmin 3 pass by it"),
      },
      {
        title: "whoever has a role making version tags",
        subject: tags({ creation: true }, passing("RepositoryRole", "always")),
        message: ofRuleset("tags", "lets RepositoryRole 3 pass by it"),
      },
      {
        title: "a team that moves version tags",
        subject: tags({ update: true }, passing("Team", "always")),
        message: ofRuleset("tags", "lets Team 3 pass by it"),
      },
      {
        title: "only looking",
        subject: main({}, { enforcement: "evaluate" }),
        message: ofRuleset("main", "is evaluate, not active"),
      },
      {
        title: "no checks that anybody wrote down",
        subject: main(),
        data: { repository: { ...data.repository, checks: [] } },
        message:
          'ruleset-require-guards: github:index/repositoryRuleset:RepositoryRuleset "main" can\'t be judged (PRC-9). List checks of repository in policies/environments.yaml.',
      },
    ],
    needs: [
      "target",
      "enforcement",
      "rules.pullRequest.requiredApprovingReviewCount",
      "rules.requiredStatusChecks.requiredChecks",
      ...switches.map(([path]) => path),
    ],
  },
  {
    rule: "team-require-permission",
    stack: "shared",
    compliant: [
      { title: "as much as it may", subject: team("11", "push") },
      { title: "less than it may", subject: team("11", "pull") },
    ],
    violating: [
      {
        title: "more than it may",
        subject: team("11", "maintain"),
        message: ofTeam("lets team 11 maintain, which may push"),
      },
      {
        title: "a role that nobody ranked",
        subject: team("11", "custom-admin"),
        message: ofTeam("lets team 11 custom-admin, which may push"),
      },
      {
        title: "a team that nobody knows",
        subject: team("14", "pull"),
        message: ofTeam("lets team 14 pull, which may nothing"),
      },
    ],
    needs: ["teamId", "permission"],
  },
];
