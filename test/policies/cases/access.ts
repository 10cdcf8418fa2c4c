import type { RuleCases } from "../support/cases";
import type { Declared } from "../support/declared";

const gate = (environment: string, props: object): Declared => ({
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  name: environment,
  props: { repository: "platform", environment, ...props },
});

const reviewedBy = (...teams: readonly unknown[]) => ({ reviewers: [{ teams }] });

const refs = (environment: string, props: object): Declared => ({
  type: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  name: `${environment}-refs`,
  props: { repository: "platform", environment, ...props },
});

/** The superseded type, which still works. */
const olderRefs = (environmentName: string, name: string): Declared => ({
  type: "github:index/repositoryDeploymentBranchPolicy:RepositoryDeploymentBranchPolicy",
  name: `${environmentName}-older`,
  props: { repository: "platform", environmentName, name },
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

const without = (claim: string): string =>
  trust({
    StringEquals: Object.fromEntries(
      Object.entries(claims).filter(([key]) => key !== `${issuer}:${claim}`),
    ),
  });

const withClaim = (claim: string, value: unknown): string =>
  trust({ StringEquals: { ...claims, [`${issuer}:${claim}`]: value } });

const exact = trust({ StringEquals: claims });
const forTasks = trust({}, { Service: "ecs-tasks.amazonaws.com" });

const policy = (...statements: readonly object[]): Declared => ({
  type: "aws:iam/policy:Policy",
  name: "policy",
  props: { policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
});

const attachment = (policyArn: unknown): Declared => ({
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: "attachment",
  props: { role: "deploy", policyArn },
});

/** The role of previews, and a policy of its own. */
const previewRole = (props: Declared["props"] = {}): Declared =>
  role(
    trust({
      StringEquals: {
        ...claims,
        [`${issuer}:sub`]: "repo:acme/platform:environment:production-preview",
        [`${issuer}:environment`]: "production-preview",
      },
    }),
    { name: "preview", ...props },
  );

const allowing = (action: unknown, from: Declared["from"] = { role: ["deploy"] }): Declared => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "rights",
  props: {
    role: "preview",
    policy: JSON.stringify({ Statement: { Effect: "Allow", Action: action, Resource: "*" } }),
  },
  from,
});

/** A policy of the stack's own that is attached to the role "deploy". */
const attached = (name: string, statement: object): readonly Declared[] => [
  {
    type: "aws:iam/policy:Policy",
    name,
    props: { policy: JSON.stringify({ Statement: [statement] }) },
  },
  {
    ...attachment(undefined),
    name: `${name}-attachment`,
    from: { role: ["deploy"], policyArn: [name] },
  },
];

const approvesItself =
  'deploy-role-forbid-approval: aws:iam/role:Role "deploy" may ecs:ContinueServiceDeployment in jobs of production (PIP-5). Deny ecs:ContinueServiceDeployment to it on every resource, and allow it to the role of the approving gate.';

const service = (updateTimeout?: string): Declared => ({
  type: "aws:ecs/service:Service",
  name: "accounts",
  props: {},
  ...(updateTimeout !== undefined && { updateTimeout }),
});

export const accessCases: readonly RuleCases[] = [
  {
    rule: "gate-require-reviewers",
    stack: "production",
    compliant: [{ title: "a team", subject: gate("production", reviewedBy(11)) }],
    violating: [
      {
        title: "nobody",
        subject: gate("production", {}),
        message:
          'gate-require-reviewers: github:index/repositoryEnvironment:RepositoryEnvironment "production" lets jobs pass that no team approved (PIP-4). Add a team to reviewers[].teams.',
      },
      {
        title: "users, who leave",
        subject: gate("production", { reviewers: [{ users: [7] }] }),
        message:
          'gate-require-reviewers: github:index/repositoryEnvironment:RepositoryEnvironment "production" lets jobs pass that no team approved (PIP-4). Add a team to reviewers[].teams.',
      },
      {
        title: "nobody at staging's previews",
        stack: "staging",
        subject: gate("staging-preview", {}),
        message:
          'gate-require-reviewers: github:index/repositoryEnvironment:RepositoryEnvironment "staging-preview" lets jobs pass that no team approved (PIP-4). Add a team to reviewers[].teams.',
      },
      {
        title: "nobody in dev",
        stack: "dev",
        subject: gate("dev", {}),
        message:
          'gate-require-reviewers: github:index/repositoryEnvironment:RepositoryEnvironment "dev" lets jobs pass that no team approved (PIP-4). Add a team to reviewers[].teams.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: gate("staging", {}) }],
    needs: ["reviewers", "reviewers.0.teams", "reviewers.0.teams.0"],
  },
  {
    rule: "gate-require-two-approvals",
    stack: "production",
    compliant: [
      {
        title: "two gates with a team each",
        around: [
          gate("production-approval", reviewedBy(11)),
          gate("production", reviewedBy(12)),
          gate("production-preview", {}),
        ],
      },
    ],
    violating: [
      {
        title: "one gate",
        around: [gate("production", reviewedBy(11, 12))],
        message:
          'gate-require-two-approvals: pulumi:pulumi:Stack "platform-production" has 1 gate with reviewers, where one approval suffices; production needs two gates (PIP-5). Declare production-approval and production with disjoint reviewers[].teams.',
      },
      {
        title: "one team at both gates",
        around: [
          gate("production-approval", reviewedBy(11, 12)),
          gate("production", reviewedBy(12)),
        ],
        message:
          'gate-require-two-approvals: pulumi:pulumi:Stack "platform-production" lets team 12 approve at more than one gate (PIP-5). Declare production-approval and production with disjoint reviewers[].teams.',
      },
      {
        title: "a second gate that nobody reviews",
        around: [gate("production-approval", reviewedBy(11)), gate("production", {})],
        message:
          'gate-require-two-approvals: pulumi:pulumi:Stack "platform-production" has 1 gate with reviewers, where one approval suffices; production needs two gates (PIP-5). Declare production-approval and production with disjoint reviewers[].teams.',
      },
    ],
    notApplicable: [{ title: "no GitHub environment in the stack" }],
    needs: ["production:reviewers", "production:reviewers.0.teams", "production:environment"],
  },
  {
    rule: "gate-forbid-self-review",
    stack: "production",
    compliant: [{ title: "prevented", subject: gate("production", { preventSelfReview: true }) }],
    violating: [
      {
        title: "allowed",
        subject: gate("production", { preventSelfReview: false }),
        message:
          'gate-forbid-self-review: github:index/repositoryEnvironment:RepositoryEnvironment "production" lets people approve what they started themselves (PIP-6). Set preventSelfReview to true.',
      },
      {
        title: "allowed at previews",
        stack: "dev",
        subject: gate("dev-preview", { preventSelfReview: false }),
        message:
          'gate-forbid-self-review: github:index/repositoryEnvironment:RepositoryEnvironment "dev-preview" lets people approve what they started themselves (PIP-6). Set preventSelfReview to true.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: gate("staging", {}) }],
    needs: ["preventSelfReview"],
  },
  {
    rule: "gate-forbid-admin-bypass",
    stack: "production",
    compliant: [{ title: "forbidden", subject: gate("production", { canAdminsBypass: false }) }],
    violating: [
      {
        title: "allowed",
        subject: gate("production", { canAdminsBypass: true }),
        message:
          'gate-forbid-admin-bypass: github:index/repositoryEnvironment:RepositoryEnvironment "production" lets administrators pass without an approval (PIP-6). Set canAdminsBypass to false.',
      },
      {
        title: "GitHub's default, which allows it",
        subject: gate("production", {}),
        message:
          'gate-forbid-admin-bypass: github:index/repositoryEnvironment:RepositoryEnvironment "production" lets administrators pass without an approval (PIP-6). Set canAdminsBypass to false.',
      },
    ],
    needs: ["canAdminsBypass"],
  },
  {
    rule: "gate-require-branch-policy",
    stack: "dev",
    compliant: [
      {
        title: "a list of patterns",
        subject: gate("dev", {
          deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
        }),
      },
    ],
    violating: [
      {
        title: "any protected branch",
        subject: gate("dev", {
          deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
        }),
        message:
          'gate-require-branch-policy: github:index/repositoryEnvironment:RepositoryEnvironment "dev" lists no branches and tags that may deploy (PIP-3). Set deploymentBranchPolicy.customBranchPolicies to true.',
      },
    ],
    needs: ["deploymentBranchPolicy", "deploymentBranchPolicy.customBranchPolicies"],
  },
  {
    rule: "gate-require-release-refs",
    stack: "production",
    compliant: [
      { title: "main", subject: refs("production", { branchPattern: "main" }) },
      { title: "v*", subject: refs("production", { tagPattern: "v*" }) },
    ],
    violating: [
      {
        title: "develop",
        subject: refs("production", { branchPattern: "develop" }),
        message:
          'gate-require-release-refs: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "production-refs" lets the branch "develop" deploy (PIP-3). Use the branch main or the tag v*.',
      },
      {
        title: "every tag",
        subject: refs("production", { tagPattern: "*" }),
        message:
          'gate-require-release-refs: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "production-refs" lets the tag "*" deploy (PIP-3). Use the branch main or the tag v*.',
      },
      {
        title: "every branch, in the superseded type",
        subject: olderRefs("production", "*"),
        message:
          'gate-require-release-refs: github:index/repositoryDeploymentBranchPolicy:RepositoryDeploymentBranchPolicy "production-older" lets the branch "*" deploy (PIP-3). Use the branch main or the tag v*.',
      },
      {
        title: "a branch named like a release",
        subject: refs("production", { branchPattern: "v*" }),
        message:
          'gate-require-release-refs: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "production-refs" lets the branch "v*" deploy (PIP-3). Use the branch main or the tag v*.',
      },
    ],
    notApplicable: [
      {
        title: "previews",
        subject: refs("production-preview", { branchPattern: "*" }),
      },
    ],
    needs: ["branchPattern", "environment"],
  },
  {
    rule: "gate-forbid-wildcard",
    stack: "staging",
    compliant: [
      { title: "develop", subject: refs("staging", { branchPattern: "develop" }) },
      { title: "the tags of releases", subject: refs("staging", { tagPattern: "v*" }) },
    ],
    violating: [
      {
        title: "every branch",
        subject: refs("staging", { branchPattern: "*" }),
        message:
          'gate-forbid-wildcard: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "staging-refs" lets every branch "*" deploy (PIP-3). Name the branch.',
      },
      {
        title: "every feature",
        subject: refs("staging", { branchPattern: "feature/*" }),
        message:
          'gate-forbid-wildcard: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "staging-refs" lets every branch "feature/*" deploy (PIP-3). Name the branch.',
      },
      {
        title: "every feature, in the superseded type",
        subject: olderRefs("staging", "feature/*"),
        message:
          'gate-forbid-wildcard: github:index/repositoryDeploymentBranchPolicy:RepositoryDeploymentBranchPolicy "staging-older" lets every branch "feature/*" deploy (PIP-3). Name the branch.',
      },
      {
        title: "every tag",
        subject: refs("staging", { tagPattern: "*" }),
        message:
          'gate-forbid-wildcard: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "staging-refs" lets every tag "*" deploy (PIP-3). Name the branch.',
      },
    ],
    notApplicable: [
      { title: "previews", subject: refs("staging-preview", { branchPattern: "*" }) },
    ],
    needs: ["branchPattern", "environment"],
  },
  {
    rule: "preview-gate-require-pull-requests",
    stack: "dev",
    compliant: [
      {
        title: "pull requests",
        subject: refs("dev-preview", { branchPattern: "refs/pull/*/merge" }),
      },
    ],
    violating: [
      {
        title: "every branch",
        subject: refs("dev-preview", { branchPattern: "*" }),
        message:
          'preview-gate-require-pull-requests: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "dev-preview-refs" lets in what is no pull request (PRC-7). Set branchPattern to refs/pull/*/merge, and no tagPattern.',
      },
      {
        title: "a tag",
        subject: refs("dev-preview", { tagPattern: "v*" }),
        message:
          'preview-gate-require-pull-requests: github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy "dev-preview-refs" lets in what is no pull request (PRC-7). Set branchPattern to refs/pull/*/merge, and no tagPattern.',
      },
      {
        title: "every branch, in the superseded type",
        subject: olderRefs("dev-preview", "*"),
        message:
          'preview-gate-require-pull-requests: github:index/repositoryDeploymentBranchPolicy:RepositoryDeploymentBranchPolicy "dev-preview-older" lets in what is no pull request (PRC-7). Set branchPattern to refs/pull/*/merge, and no tagPattern.',
      },
    ],
    notApplicable: [{ title: "a deployment", subject: refs("dev", { branchPattern: "develop" }) }],
    needs: ["branchPattern"],
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
    rule: "github-trust-require-audience",
    stack: "production",
    compliant: [{ title: "AWS", subject: role(exact) }],
    violating: [
      {
        title: "no audience",
        subject: role(without("aud")),
        message:
          'github-trust-require-audience: aws:iam/role:Role "deploy" trusts GitHub tokens made for another audience (PRC-6). Let aud equal sts.amazonaws.com.',
      },
      {
        title: "another audience beside AWS",
        subject: role(withClaim("aud", ["sts.amazonaws.com", "https://github.com/acme"])),
        message:
          'github-trust-require-audience: aws:iam/role:Role "deploy" trusts GitHub tokens made for another audience (PRC-6). Let aud equal sts.amazonaws.com.',
      },
    ],
    notApplicable: [{ title: "a role for tasks", subject: role(forTasks) }],
    needs: ["assumeRolePolicy"],
  },
  {
    rule: "github-trust-require-subject",
    stack: "production",
    compliant: [{ title: "one repository's environment, in both forms", subject: role(exact) }],
    violating: [
      {
        title: "no subject",
        subject: role(without("sub")),
        message:
          'github-trust-require-subject: aws:iam/role:Role "deploy" trusts every GitHub token: it holds no sub (PRC-6). Let sub equal repo:<owner>/<repository>:environment:<environment>.',
      },
      {
        title: "every branch",
        subject: role(withClaim("sub", "repo:acme/platform:*")),
        message:
          'github-trust-require-subject: aws:iam/role:Role "deploy" trusts the GitHub subject "repo:acme/platform:*" (PRC-6). Let sub equal repo:<owner>/<repository>:environment:<environment>.',
      },
      {
        title: "every repository",
        subject: role(
          trust({
            StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
            StringLike: { [`${issuer}:sub`]: "repo:acme/*:environment:production" },
          }),
        ),
        message:
          'github-trust-require-subject: aws:iam/role:Role "deploy" trusts the GitHub subject "repo:acme/*:environment:production" (PRC-6). Let sub equal repo:<owner>/<repository>:environment:<environment>.',
      },
      {
        title: "another repository's environment of the same name",
        subject: role(withClaim("sub", "repo:somebody/platform:environment:production")),
        message:
          'github-trust-require-subject: aws:iam/role:Role "deploy" trusts the GitHub subject "repo:somebody/platform:environment:production" (PRC-6). Let sub equal repo:<owner>/<repository>:environment:<environment>.',
      },
      {
        title: "a repository under our name and with another id",
        subject: role(withClaim("sub", "repo:acme@42/platform@4712:environment:production")),
        message:
          'github-trust-require-subject: aws:iam/role:Role "deploy" trusts the GitHub subject "repo:acme@42/platform@4712:environment:production" (PRC-6). Let sub equal repo:<owner>/<repository>:environment:<environment>.',
      },
      {
        title: "an issuer in other letters, which is the same issuer",
        subject: role(
          trust(
            { StringEquals: {} },
            {
              Federated:
                "arn:aws:iam::333333333333:oidc-provider/Token.Actions.GitHubUserContent.com",
            },
          ),
        ),
        message:
          'github-trust-require-subject: aws:iam/role:Role "deploy" trusts every GitHub token: it holds no sub (PRC-6). Let sub equal repo:<owner>/<repository>:environment:<environment>.',
      },
      {
        title: "pull requests",
        subject: role(withClaim("sub", "repo:acme/platform:pull_request")),
        message:
          'github-trust-require-subject: aws:iam/role:Role "deploy" trusts the GitHub subject "repo:acme/platform:pull_request" (PRC-6). Let sub equal repo:<owner>/<repository>:environment:<environment>.',
      },
    ],
    notApplicable: [{ title: "a role for tasks", subject: role(forTasks) }],
    needs: ["assumeRolePolicy"],
  },
  {
    rule: "github-trust-require-claims",
    stack: "production",
    compliant: [{ title: "both", subject: role(exact) }],
    violating: [
      {
        title: "no repository_id",
        subject: role(without("repository_id")),
        message:
          'github-trust-require-claims: aws:iam/role:Role "deploy" does not hold the claim repository_id (PRC-6). Let repository_id and environment equal their values.',
      },
      {
        title: "no environment",
        subject: role(without("environment")),
        message:
          'github-trust-require-claims: aws:iam/role:Role "deploy" does not hold the claim environment (PRC-6). Let repository_id and environment equal their values.',
      },
      {
        title: "a wildcard",
        subject: role(withClaim("environment", "prod*")),
        message:
          'github-trust-require-claims: aws:iam/role:Role "deploy" does not hold the claim environment (PRC-6). Let repository_id and environment equal their values.',
      },
      {
        title: "another repository",
        subject: role(withClaim("repository_id", "4712")),
        message:
          'github-trust-require-claims: aws:iam/role:Role "deploy" does not hold the claim repository_id (PRC-6). Let repository_id and environment equal their values.',
      },
      {
        title: "a wildcard beside a name",
        subject: role(withClaim("environment", ["production", "prod*"])),
        message:
          'github-trust-require-claims: aws:iam/role:Role "deploy" does not hold the claim environment (PRC-6). Let repository_id and environment equal their values.',
      },
    ],
    notApplicable: [{ title: "a role for tasks", subject: role(forTasks) }],
    needs: ["assumeRolePolicy"],
  },
  {
    rule: "trust-forbid-absent-claims",
    stack: "production",
    compliant: [
      { title: "StringEquals", subject: role(exact) },
      { title: "no condition", subject: role(forTasks) },
    ],
    violating: [
      {
        title: "ForAllValues",
        subject: role(trust({ "ForAllValues:StringEquals": claims })),
        message:
          'trust-forbid-absent-claims: aws:iam/role:Role "deploy" trusts by ForAllValues:StringEquals, which a token without the claim satisfies (PRC-6). Use StringEquals.',
      },
      {
        title: "IfExists",
        subject: role(trust({ StringEqualsIfExists: claims })),
        message:
          'trust-forbid-absent-claims: aws:iam/role:Role "deploy" trusts by StringEqualsIfExists, which a token without the claim satisfies (PRC-6). Use StringEquals.',
      },
    ],
    needs: ["assumeRolePolicy"],
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
      },
    ],
    violating: [
      {
        title: "none",
        subject: role(forTasks),
        message: `roles-require-boundary: the rule could not read aws:iam/role:Role "deploy": permissionsBoundary is missing, not a text (PRC-1). Set permissionsBoundary to the environment's boundary policy.`,
      },
      {
        title: "a policy of the account that somebody else may write",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::111111111111:policy/acme-dev-wide",
        }),
        message: `roles-require-boundary: aws:iam/role:Role "deploy" is bounded by "arn:aws:iam::111111111111:policy/acme-dev-wide", which is not dev's boundary (PRC-1). Set permissionsBoundary to the environment's boundary policy.`,
      },
      {
        title: "another account's boundary",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::333333333333:policy/acme-dev-boundary",
        }),
        message: `roles-require-boundary: aws:iam/role:Role "deploy" is bounded by "arn:aws:iam::333333333333:policy/acme-dev-boundary", which is not dev's boundary (PRC-1). Set permissionsBoundary to the environment's boundary policy.`,
      },
      {
        title: "a policy of AWS, which bounds nothing",
        subject: role(forTasks, {
          permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
        message: `roles-require-boundary: aws:iam/role:Role "deploy" is bounded by "arn:aws:iam::aws:policy/AdministratorAccess", which is not dev's boundary (PRC-1). Set permissionsBoundary to the environment's boundary policy.`,
      },
    ],
    needs: ["permissionsBoundary"],
  },
  {
    rule: "iam-forbid-full-access",
    stack: "dev",
    compliant: [
      {
        title: "every action of one service",
        subject: policy({ Effect: "Allow", Action: "kms:*", Resource: "*" }),
      },
      {
        title: "every action on one bucket",
        subject: policy({ Effect: "Allow", Action: ["*"], Resource: "arn:aws:s3:::documents/*" }),
      },
      {
        title: "everything denied but one region",
        subject: policy({ Effect: "Deny", NotAction: "iam:*", Resource: "*" }),
      },
      {
        title: "rights to give rights to one's own roles, or under a condition",
        subject: policy(
          { Effect: "Allow", Action: "iam:*", Resource: "arn:aws:iam::111111111111:role/own-*" },
          {
            Effect: "Allow",
            Action: "iam:PutRolePolicy",
            Resource: "*",
            Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:boundary" } },
          },
        ),
      },
      { title: "a role that holds no policy itself", subject: role(forTasks) },
      {
        title: "read access by a policy of AWS",
        subject: attachment("arn:aws:iam::aws:policy/ReadOnlyAccess"),
      },
    ],
    violating: [
      {
        title: "everything",
        subject: policy({ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }),
        message:
          'iam-forbid-full-access: aws:iam/policy:Policy "policy" allows every action on every resource in "All" (PRC-2). Name the actions and the resources.',
      },
      {
        title: "everything, in a list",
        subject: policy({ Effect: "Allow", Action: ["s3:Get*", "*:*"], Resource: ["*"] }),
        message:
          'iam-forbid-full-access: aws:iam/policy:Policy "policy" allows every action on every resource (PRC-2). Name the actions and the resources.',
      },
      {
        title: "everything but one service",
        subject: policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
        message:
          'iam-forbid-full-access: aws:iam/policy:Policy "policy" allows every action on every resource (PRC-2). Name the actions and the resources.',
      },
      {
        title: "administrator access",
        subject: attachment("arn:aws:iam::aws:policy/AdministratorAccess"),
        message:
          'iam-forbid-full-access: aws:iam/rolePolicyAttachment:RolePolicyAttachment "attachment" attaches arn:aws:iam::aws:policy/AdministratorAccess (PRC-2). Name the actions and the resources.',
      },
      {
        title: "everything, by patterns that say so in other signs",
        subject: policy({ Effect: "Allow", Action: "?*", Resource: "arn:aws:*" }),
        message:
          'iam-forbid-full-access: aws:iam/policy:Policy "policy" allows every action on every resource (PRC-2). Name the actions and the resources.',
      },
      {
        title: "everything, inside the role",
        subject: role(forTasks, {
          inlinePolicies: [
            { name: "all", policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' },
          ],
        }),
        message:
          'iam-forbid-full-access: aws:iam/role:Role "deploy" allows every action on every resource (PRC-2). Name the actions and the resources.',
      },
      {
        title: "administrator access, inside the role",
        subject: role(forTasks, {
          managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        }),
        message:
          'iam-forbid-full-access: aws:iam/role:Role "deploy" attaches arn:aws:iam::aws:policy/AdministratorAccess (PRC-2). Name the actions and the resources.',
      },
      {
        title: "administrator access by another name",
        subject: attachment("arn:aws:iam::aws:policy/job-function/SystemAdministrator"),
        message:
          'iam-forbid-full-access: aws:iam/rolePolicyAttachment:RolePolicyAttachment "attachment" attaches arn:aws:iam::aws:policy/job-function/SystemAdministrator (PRC-2). Name the actions and the resources.',
      },
      {
        title: "administrator access for many at once",
        subject: {
          type: "aws:iam/policyAttachment:PolicyAttachment",
          name: "many",
          props: {
            roles: ["deploy"],
            policyArn: "arn:aws:iam::aws:policy/AdministratorAccess-Amplify",
          },
        },
        message:
          'iam-forbid-full-access: aws:iam/policyAttachment:PolicyAttachment "many" attaches arn:aws:iam::aws:policy/AdministratorAccess-Amplify (PRC-2). Name the actions and the resources.',
      },
      {
        title: "administrator access in the list of all that a role has",
        subject: {
          type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
          name: "all",
          props: { roleName: "deploy", policyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] },
        },
        message:
          'iam-forbid-full-access: aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive "all" attaches arn:aws:iam::aws:policy/IAMFullAccess (PRC-2). Name the actions and the resources.',
      },
      {
        title: "no policy at all",
        subject: attachment(undefined),
        message:
          'iam-forbid-full-access: the rule could not read aws:iam/rolePolicyAttachment:RolePolicyAttachment "attachment": policyArn is missing, not a text (PRC-2). Name the actions and the resources.',
      },
    ],
    needs: ["policy"],
  },
  {
    rule: "preview-role-forbid-write",
    stack: "production",
    compliant: [
      {
        title: "what only looks",
        subject: previewRole(),
        around: [allowing(["ec2:Describe*", "iam:GetRole", "s3:GetBucket*", "kms:Decrypt"])],
      },
      { title: "nothing", subject: previewRole() },
    ],
    violating: [
      {
        title: "a change",
        subject: previewRole(),
        around: [allowing(["ec2:Describe*", "ecs:UpdateService"])],
        message:
          'preview-role-forbid-write: aws:iam/role:Role "deploy" may ecs:UpdateService (PRC-7). Allow Describe, Get, List and View actions only, in a policy of the role\'s own.',
      },
      {
        title: "changes, by a policy that only names the role",
        subject: previewRole(),
        around: [allowing("s3:*", {})],
        message:
          'preview-role-forbid-write: aws:iam/role:Role "deploy" may s3:* (PRC-7). Allow Describe, Get, List and View actions only, in a policy of the role\'s own.',
      },
      {
        title: "a policy for many roles at once",
        subject: previewRole(),
        around: [
          {
            type: "aws:iam/policyAttachment:PolicyAttachment",
            name: "many",
            props: { roles: ["other", "preview"], policyArn: "arn:aws:iam::333333333333:policy/x" },
          },
        ],
        message:
          'preview-role-forbid-write: aws:iam/role:Role "deploy" may do whatever arn:aws:iam::333333333333:policy/x allows (PRC-7). Allow Describe, Get, List and View actions only, in a policy of the role\'s own.',
      },
      {
        title: "a secret",
        subject: previewRole(),
        around: [allowing("secretsmanager:GetSecretValue")],
        message:
          'preview-role-forbid-write: aws:iam/role:Role "deploy" may secretsmanager:GetSecretValue (PRC-7). Allow Describe, Get, List and View actions only, in a policy of the role\'s own.',
      },
      {
        title: "everything but a few actions, inside the role",
        subject: previewRole({
          inlinePolicies: [
            { policy: '{"Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}' },
          ],
        }),
        around: [],
        message:
          'preview-role-forbid-write: aws:iam/role:Role "deploy" may everything but a few actions (PRC-7). Allow Describe, Get, List and View actions only, in a policy of the role\'s own.',
      },
      {
        title: "a policy of AWS",
        subject: previewRole(),
        around: [
          {
            ...attachment("arn:aws:iam::aws:policy/ReadOnlyAccess"),
            props: { role: "preview", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
          },
        ],
        message:
          'preview-role-forbid-write: aws:iam/role:Role "deploy" may do whatever arn:aws:iam::aws:policy/ReadOnlyAccess allows (PRC-7). Allow Describe, Get, List and View actions only, in a policy of the role\'s own.',
      },
    ],
    notApplicable: [
      { title: "the role that deploys", subject: role(exact), around: [allowing("ecs:*")] },
    ],
    needs: ["assumeRolePolicy", "rights:policy"],
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
        subject: role(withClaim("environment", "production-preview")),
      },
      { title: "a role for tasks", subject: role(forTasks) },
    ],
    needs: ["maxSessionDuration", "assumeRolePolicy"],
  },
  {
    rule: "deploy-role-forbid-approval",
    stack: "production",
    compliant: [
      {
        title: "denied, in a policy that is attached, what it is given in another",
        subject: role(exact, { name: "deploy" }),
        around: [
          ...attached("services", { Effect: "Allow", Action: "ecs:*", Resource: "*" }),
          ...attached("limits", { Effect: "Deny", Action: ["ecs:Continue*"], Resource: "*" }),
        ],
      },
      {
        title: "never given",
        subject: role(exact, { name: "deploy" }),
        around: attached("services", { Effect: "Allow", Action: "ecs:Update*", Resource: "*" }),
      },
    ],
    violating: [
      {
        title: "given with all of the service",
        subject: role(exact, { name: "deploy" }),
        around: attached("services", { Effect: "Allow", Action: "ecs:*", Resource: "*" }),
        message: approvesItself,
      },
      {
        title: "denied of one service only",
        subject: role(exact, { name: "deploy" }),
        around: [
          ...attached("services", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
          ...attached("limits", {
            Effect: "Deny",
            Action: "ecs:ContinueServiceDeployment",
            Resource: "arn:aws:ecs:*:333333333333:service/acme-production-blue/admin",
          }),
        ],
        message: approvesItself,
      },
    ],
    notApplicable: [
      {
        title: "the role of the approving gate",
        subject: role(withClaim("environment", "production-approval"), { name: "deploy" }),
        around: attached("approve", {
          Effect: "Allow",
          Action: "ecs:ContinueServiceDeployment",
          Resource: "*",
        }),
      },
      { title: "a role for tasks", subject: role(forTasks) },
    ],
    needs: ["assumeRolePolicy"],
  },
];
