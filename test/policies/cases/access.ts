import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const gate = (environment: string, props: object): Declared => ({
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  name: environment,
  props: { repository: "platform", environment, ...props },
});

const reviewedBy = (...teams: readonly unknown[]) => ({
  reviewers: [{ teams }],
  preventSelfReview: true,
});

const refs = (environment: string, props: object): Declared => ({
  type: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  name: `${environment}-refs`,
  props: { repository: "platform", environment, ...props },
});

const environmentSecret = (environment: string): Declared => ({
  type: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  name: "token",
  props: { repository: "platform", environment, secretName: "TOKEN", value: "s" },
});

const issuer = "token.actions.githubusercontent.com";

/** Exactly what a deploy role of production trusts. */
const claims = {
  [`${issuer}:aud`]: "sts.amazonaws.com",
  [`${issuer}:sub`]: [
    "repo:acme/platform:environment:production",
    "repo:acme@42/platform@4711:environment:production",
  ],
  [`${issuer}:repository_id`]: "4711",
  [`${issuer}:environment`]: "production",
};

const trust = (condition: object, principal: unknown = githubOf("333333333333")): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: condition,
      },
    ],
  });

function githubOf(account: string): object {
  return { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` };
}

const role = (assumeRolePolicy: unknown, props: Declared["props"] = {}): Declared => ({
  type: "aws:iam/role:Role",
  name: "deploy",
  props: { assumeRolePolicy, ...props },
});

const exact = trust({ StringEquals: claims });
const forTasks = trust({}, { Service: "ecs-tasks.amazonaws.com" });

const service = (updateTimeout?: string): Declared => ({
  type: "aws:ecs/service:Service",
  name: "accounts",
  props: {},
  ...(updateTimeout !== undefined && { updateTimeout }),
});

const gateMessage = (name: string, what: string): string =>
  `gate-require-two-people: github:index/repositoryEnvironment:RepositoryEnvironment "${name}" ${what} (PIP-4). Give each gate a team in reviewers[].teams, of those in environments.yaml, production two gates with disjoint ones, and set preventSelfReview to true.`;
const productionMessage = (what: string): string =>
  gateMessage("", what).replace(/github:\S+ ""/, 'pulumi:pulumi:Stack "platform-production"');
const refsMessage = (name: string, what: string): string =>
  `gate-require-refs: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "${name}-refs" ${what} (PIP-3). Name one branch; in production main, or the tag v*, and refs/pull/*/merge for previews.`;
const production = declaring("pulumi:pulumi:Stack")({}, { name: "platform-production" });
const boundary = declaring("aws:iam/policy:Policy")({ name: "acme-dev-boundary" });
const unbounded = (what: string): string =>
  `roles-require-boundary: aws:iam/role:Role "deploy" is bounded by ${what} (PRC-1). Set permissionsBoundary to the environment's boundary policy, and declare that.`;

export const accessCases: readonly RuleCases[] = [
  {
    rule: "gate-require-two-people",
    stack: "dev",
    compliant: [{ title: "a team", subject: gate("dev", reviewedBy(11)) }],
    violating: [
      {
        title: "nobody",
        subject: gate("dev", { preventSelfReview: true }),
        message: gateMessage("dev", "lets jobs pass that no team approved"),
      },
      {
        title: "users, who leave",
        subject: gate("dev", { preventSelfReview: true, reviewers: [{ users: [7] }] }),
        message: gateMessage(
          "dev",
          "lets jobs pass that no team approved and lets user 7 approve alone",
        ),
      },
      {
        title: "a user beside the team",
        subject: gate("dev", { preventSelfReview: true, reviewers: [{ teams: [11], users: [7] }] }),
        message: gateMessage("dev", "lets user 7 approve alone"),
      },
      {
        title: "a team that is meant to approve nothing here",
        subject: gate("dev", reviewedBy(11, 14)),
        message: gateMessage("dev", "lets team 14 approve, which is none of its reviewers"),
      },
      {
        title: "nobody at staging's previews",
        stack: "staging",
        subject: gate("staging-preview", { preventSelfReview: true }),
        message: gateMessage("staging-preview", "lets jobs pass that no team approved"),
      },
      {
        title: "what one started oneself",
        subject: gate("dev-preview", { ...reviewedBy(11), preventSelfReview: false }),
        message: gateMessage("dev-preview", "lets people approve what they started themselves"),
      },
      {
        title: "one gate of production",
        stack: "production",
        subject: production,
        around: [
          gate("production", reviewedBy(11, 12)),
          gate("production-preview", reviewedBy(13)),
        ],
        message: productionMessage(
          "has 1 gate with reviewers, where one approval suffices; production needs two gates",
        ),
      },
      {
        title: "one team at both gates of production",
        stack: "production",
        subject: production,
        around: [
          gate("production-approval", reviewedBy(11, 12)),
          gate("production", reviewedBy(12)),
        ],
        message: productionMessage("lets team 12 approve at more than one gate"),
      },
    ],
    notApplicable: [
      { title: "staging", stack: "staging", subject: gate("staging", {}) },
      { title: "builds", stack: "shared", subject: gate("build", {}) },
      {
        title: "no GitHub environment in production's stack",
        stack: "production",
        subject: production,
      },
    ],
    needs: ["reviewers", "reviewers.0.teams", "reviewers.0.teams.0", "preventSelfReview"],
  },
  {
    rule: "gate-require-refs",
    stack: "production",
    compliant: [
      { title: "main", subject: refs("production", { branchPattern: "main" }) },
      { title: "v*", subject: refs("production", { tagPattern: "v*" }) },
      {
        title: "develop to staging",
        stack: "staging",
        subject: refs("staging", { branchPattern: "develop" }),
      },
      {
        title: "pull requests at the gate of previews",
        subject: refs("production-preview", { branchPattern: "refs/pull/*/merge" }),
      },
    ],
    violating: [
      {
        title: "develop",
        subject: refs("production", { branchPattern: "develop" }),
        message: refsMessage("production", 'lets the branch "develop" in'),
      },
      {
        title: "every tag beside main",
        subject: refs("production", { branchPattern: "main", tagPattern: "*" }),
        message: refsMessage("production", 'lets the tag "*" in'),
      },
      {
        title: "a wildcard of branches to staging",
        stack: "staging",
        subject: refs("staging", { branchPattern: "release/*" }),
        message: refsMessage("staging", 'lets the branch "release/*" in'),
      },
      {
        title: "every tag to dev",
        stack: "dev",
        subject: refs("dev", { tagPattern: "*" }),
        message: refsMessage("dev", 'lets the tag "*" in'),
      },
      {
        title: "neither",
        subject: refs("production", {}),
        message: refsMessage("production", "names neither a branch nor a tag"),
      },
      {
        title: "every branch at the gate of previews",
        subject: refs("production-preview", { branchPattern: "*" }),
        message: refsMessage("production-preview", 'lets the branch "*" in'),
      },
      {
        title: "tags at the gate of previews",
        subject: refs("production-preview", { tagPattern: "v*" }),
        message: refsMessage("production-preview", 'lets the tag "v*" in'),
      },
    ],
    needs: ["branchPattern", "environment"],
  },
  {
    rule: "preview-gate-forbid-secrets",
    stack: "production",
    compliant: [{ title: "a secret of deployments", subject: environmentSecret("production") }],
    violating: [
      {
        title: "a secret of previews",
        subject: environmentSecret("production-preview"),
        message:
          'preview-gate-forbid-secrets: github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret "token" hands a secret to a pull request\'s code (PRC-7). Leave it out.',
      },
    ],
    needs: ["environment"],
  },
  {
    rule: "roles-require-boundary",
    stack: "dev",
    compliant: [
      {
        title: "the environment's boundary",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::111111111111:policy/acme-dev-boundary",
        }),
        around: [boundary],
      },
      {
        title: "a pull request's, which dev declares",
        stack: "pr-7",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::111111111111:policy/acme-dev-boundary",
        }),
      },
    ],
    violating: [
      {
        title: "the environment's boundary, which nobody declares",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::111111111111:policy/acme-dev-boundary",
        }),
        message: unbounded(
          '"arn:aws:iam::111111111111:policy/acme-dev-boundary", which the stack does not declare',
        ),
      },
      {
        title: "none",
        subject: role(forTasks),
        message: `roles-require-boundary: the rule could not read aws:iam/role:Role "deploy": permissionsBoundary is missing, not a text (PRC-1). Set permissionsBoundary to the environment's boundary policy, and declare that.`,
      },
      {
        title: "a policy of the account that somebody else may write",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::111111111111:policy/acme-dev-wide",
        }),
        message: `roles-require-boundary: aws:iam/role:Role "deploy" is bounded by "arn:aws:iam::111111111111:policy/acme-dev-wide", which is not dev's boundary (PRC-1). Set permissionsBoundary to the environment's boundary policy, and declare that.`,
      },
      {
        title: "another account's boundary",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::333333333333:policy/acme-dev-boundary",
        }),
        message: `roles-require-boundary: aws:iam/role:Role "deploy" is bounded by "arn:aws:iam::333333333333:policy/acme-dev-boundary", which is not dev's boundary (PRC-1). Set permissionsBoundary to the environment's boundary policy, and declare that.`,
      },
      {
        title: "a policy of AWS, which bounds nothing",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
        message: `roles-require-boundary: aws:iam/role:Role "deploy" is bounded by "arn:aws:iam::aws:policy/AdministratorAccess", which is not dev's boundary (PRC-1). Set permissionsBoundary to the environment's boundary policy, and declare that.`,
      },
    ],
    needs: ["permissionsBoundary"],
  },
  {
    rule: "deploy-role-require-session",
    stack: "production",
    compliant: [
      {
        title: "a quarter of an hour more than the longest",
        subject: role(exact, { maxSessionDuration: 20_700 }),
        around: [service("5h30m")],
      },
      {
        title: "an hour for the provider's twenty minutes",
        subject: role(exact, { maxSessionDuration: 3_600 }),
        around: [service()],
      },
    ],
    violating: [
      {
        title: "a minute too little for the steps around the longest",
        subject: role(exact, { maxSessionDuration: 4_440 }),
        around: [service("1h")],
        message:
          'deploy-role-require-session: aws:iam/role:Role "deploy" lets a deployment last 4440 seconds; its longest takes 3600, and steps before and after it (PRC-8). Set maxSessionDuration to 4500.',
      },
      {
        title: "an hour for six",
        subject: role(exact, { maxSessionDuration: 3_600 }),
        around: [service("1h"), { ...service("5h59m60s"), name: "other" }],
        message:
          'deploy-role-require-session: aws:iam/role:Role "deploy" lets a deployment last 3600 seconds; its longest takes 21600, and steps before and after it (PRC-8). Set maxSessionDuration to 22500.',
      },
      {
        title: "a timeout that is no duration",
        subject: role(exact, { maxSessionDuration: 3_600 }),
        around: [service("long")],
        message:
          'deploy-role-require-session: the rule could not read aws:iam/role:Role "deploy": "long" is no duration (PRC-8). Raise maxSessionDuration.',
      },
    ],
    notApplicable: [
      {
        title: "the role of previews",
        subject: role(
          trust({
            StringEquals: {
              ...claims,
              [`${issuer}:sub`]: "repo:acme/platform:environment:production-preview",
              [`${issuer}:environment`]: "production-preview",
            },
          }),
        ),
      },
      { title: "a role for tasks", subject: role(forTasks) },
    ],
    needs: ["maxSessionDuration", "assumeRolePolicy"],
  },
  {
    rule: "iam-forbid-overflow",
    stack: "production",
    compliant: [
      {
        title: "the longest, its white space not counted",
        subject: declaring("aws:iam/policy:Policy")({ policy: `"${"x".repeat(6_142)}"   \n` }),
      },
    ],
    violating: [
      {
        title: "a character more",
        subject: declaring("aws:iam/policy:Policy")({ policy: `"${"x".repeat(6_143)}"` }),
        message:
          'iam-forbid-overflow: aws:iam/policy:Policy "subject" has 6145 characters; IAM takes 6144 (PRC-1). Split it by service; ten can be attached to a role.',
      },
    ],
    needs: ["policy"],
  },
];
