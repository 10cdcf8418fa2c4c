import type { ModelValues } from "../model";
import type { AskedOf } from "./asked";

/** Permissions by name, as GitHub's API spells them: `pull_requests`. Whoever may write may read. */
export type GitHubPermissions = Readonly<Record<string, "read" | "write">>;

/** A token that is good for the product's repository. */
export interface GitHubToken {
  /** The token of a job or of an App's installation, or a person's. */
  readonly of: "integration" | "personal access token";
  readonly permissions: GitHubPermissions;
}

/** The token of an administrator (docs/runbooks/bootstrap.md, which a test holds to this). */
export const administratorsToken: GitHubToken = {
  of: "personal access token",
  permissions: { actions: "read", administration: "write", environments: "write", members: "read" },
};

interface Calls {
  readonly create: string;
  readonly read: string;
  /** Default: as to create. */
  readonly update?: string;
  readonly delete: string;
}

const gate = "environments/{environment}";
const policies = `${gate}/deployment-branch-policies`;
const workflows = "actions/permissions/workflow";
const fixes = "automated-security-fixes";

/**
 * What Pulumi's provider asks of GitHub for each type, from the source of the Terraform provider in it: methods and paths
 * below the repository, one a line, or before it where they begin with a slash; what stands in braces are properties. A new type is a row here, and its calls stand in
 * `permissions` below.
 */
export const githubCalls: Readonly<Record<string, Calls>> = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": {
    create: `GET .
      GET ${gate}/secrets/public-key
      PUT ${gate}/secrets/{secretName}`,
    read: `GET ${gate}/secrets/{secretName}`,
    delete: `DELETE ${gate}/secrets/{secretName}`,
  },
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    create: `POST ${gate}/variables
      GET .`,
    read: `GET ${gate}/variables/{variableName}`,
    update: `PATCH ${gate}/variables/{variableName}`,
    delete: `DELETE ${gate}/variables/{variableName}`,
  },
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": {
    create: `PUT actions/permissions
      PUT actions/permissions/selected-actions`,
    read: `GET actions/permissions
      GET actions/permissions/selected-actions`,
    delete: "PUT actions/permissions",
  },
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": {
    create: `PUT ${fixes}`,
    read: `GET ${fixes}`,
    delete: `DELETE ${fixes}`,
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    create: `PUT ${gate}
      GET .`,
    read: `GET ${gate}`,
    delete: `DELETE ${gate}`,
  },
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    create: `POST ${policies}
      GET .`,
    read: `GET ${policies}/{policyId}`,
    update: `PUT ${policies}/{policyId}`,
    delete: `DELETE ${policies}/{policyId}`,
  },
  "github:index/repositoryRuleset:RepositoryRuleset": {
    create: `GET .
      POST rulesets`,
    read: "GET rulesets/{rulesetId}",
    update: "PUT rulesets/{rulesetId}",
    delete: "DELETE rulesets/{rulesetId}",
  },
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": {
    create: `GET .
      PUT vulnerability-alerts`,
    read: "GET vulnerability-alerts",
    delete: "DELETE vulnerability-alerts",
  },
  "github:index/teamRepository:TeamRepository": {
    create: "PUT /teams/{teamId}/repos",
    read: "GET /teams/{teamId}/repos",
    delete: "DELETE /teams/{teamId}/repos",
  },
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": {
    create: `PUT ${workflows}`,
    read: `GET ${workflows}`,
    delete: `PUT ${workflows}`,
  },
};

/** What its functions ask, by which recover and drift look for what an update left. */
export const githubLookups: Readonly<Record<string, string>> = {
  "github:index/getRepositoryDeploymentBranchPolicies:getRepositoryDeploymentBranchPolicies":
    "GET environments/{environmentName}/deployment-branch-policies",
  "github:index/getRestApi:getRestApi": "GET {endpoint}",
};

/**
 * Permissions that each call takes, the first row that fits: GitHub's "Permissions required for GitHub Apps" and, for those of
 * a team, the page of the endpoint itself. The repository is private: of a public one everybody reads gates.
 */
const permissions: readonly (readonly [calls: RegExp, needed: string])[] = [
  [/^GET (?:\.$|(?:\S*\/)?rulesets(?:[/?]|$))/, "metadata=read"],
  [/^GET environments\/[^/]+\/(?:secrets|variables)/, "environments=read"],
  [/^\w+ environments\/[^/]+\/(?:secrets|variables)/, "environments=write"],
  [/^GET environments\//, "actions=read"],
  [/^GET \/teams\//, "members=read metadata=read"],
  [/^\w+ \/teams\//, "members=read administration=write"],
  [/^GET (?:actions\/permissions|vulnerability-alerts|automated)/, "administration=read"],
  [
    /^\w+ (?:actions\/permissions|vulnerability-alerts|automated|rulesets|environments\/)/,
    "administration=write",
  ],
];

/** What GitHub says to each call that the token may not make; none where it does all that is asked. */
export function githubRefusals(token: GitHubToken, asked: AskedOf): readonly string[] {
  return callsOf(asked).flatMap((call) => {
    const lacking = neededFor(call).filter((needed) => !permits(token.permissions, needed));
    if (lacking.length === 0) return [];
    const because = `(the token lacks ${lacking.join(", ")})`;
    return [`${request(call, asked)}: 403 Resource not accessible by ${token.of} [] ${because}`];
  });
}

/** Every permission that a call takes, as `environments=read`. */
export function neededFor(call: string): readonly string[] {
  const [, needed] = permissions.find(([calls]) => calls.test(call)) ?? [];
  if (needed === undefined) throw new Error(`sandbox/identities/github.ts says nothing of ${call}`);
  return needed.split(" ");
}

function request(call: string, { owner, values }: AskedOf): string {
  const [method = "", path = ""] = call.split(" ");
  const repository = `${owner}/${textOf(values.repository)}`;
  const address = path.startsWith("repos/")
    ? `/${path}`
    : path.startsWith("/")
      ? `${path}/${repository}`
      : `/repos/${repository}/${path}`.replace(/\/\.$/, "");
  return `${method} https://api.github.com${address}`;
}

function callsOf({ operation, type, values }: AskedOf): readonly string[] {
  const row = githubCalls[type];
  const lookup = githubLookups[type];
  const calls =
    row === undefined
      ? lookup
      : operation === "update"
        ? (row.update ?? row.create)
        : row[operation];
  if (calls === undefined) throw new Error(`sandbox/identities/github.ts has no ${type}`);
  return calls.split("\n").map((call) => filled(call.trim(), values));
}

function filled(call: string, values: ModelValues): string {
  return call.replaceAll(/\{(\w+)\}/g, (_, key: string) => textOf(values[key]));
}

/** What an import by an id does not say is `*`. */
function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "*";
}

function permits(granted: GitHubPermissions, needed: string): boolean {
  const [name = "", access] = needed.split("=");
  // Every token may.
  if (needed === "metadata=read") return true;
  return granted[name] === "write" || (access === "read" && granted[name] === "read");
}
