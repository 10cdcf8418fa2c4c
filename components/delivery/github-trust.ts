import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { GitHubRepositorySpec } from "../../blueprint/environment";
import type { Tags } from "../../blueprint/tier";

const issuer = "token.actions.githubusercontent.com";
const audience = "sts.amazonaws.com";

/** What makes an account believe GitHub's tokens; it has one for this issuer, which one of its stacks declares. */
export function githubProvider(
  name: string,
  tags: Tags,
  opts: pulumi.CustomResourceOptions,
): iam.OpenIdConnectProvider {
  return new iam.OpenIdConnectProvider(
    `${name}-github`,
    { url: `https://${issuer}`, clientIdLists: [audience], tags },
    opts,
  );
}

/** The ARN is a function of account and issuer, so that trusts are known text in every preview. */
export function githubProviderArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
}

/**
 * Who may assume a role: jobs of this one repository that passed this one environment's gate. `sub` is listed in both
 * forms, since repositories made or renamed after July 2026 send their immutable ids; `repository_id` and `environment`
 * hold on their own, whichever form comes. Never `ForAllValues`, which an absent claim satisfies.
 */
export function githubTrust(
  { owner, ownerId, repository, repositoryId }: GitHubRepositorySpec,
  accountId: string,
  environment: string,
): string {
  const immutable = `${owner}@${String(ownerId)}/${repository}@${String(repositoryId)}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "GitHubEnvironment",
        Effect: "Allow",
        Principal: { Federated: githubProviderArn(accountId) },
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
