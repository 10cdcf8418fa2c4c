import type * as pulumi from "@pulumi/pulumi";
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider";
import { Provider as GitHubProvider } from "@pulumi/github/provider";
import { Provider as RandomProvider } from "@pulumi/random/provider";
import { Provider as TlsProvider } from "@pulumi/tls/provider";
import type { AwsAccountSpec } from "../../blueprint/environment";
import { Provider as NeonProvider } from "../../providers/neon/sdk/provider";

/** An AWS provider that works in one region of one account and refuses any other account. */
export function awsProvider(name: string, accountId: string, region: string): AwsProvider {
  return new AwsProvider(name, { region: region as never, allowedAccountIds: [accountId] });
}

/**
 * Keeps inputs out of a provider that its SDK fills from variables of the environment. GitHub's token would be kept in the
 * state, differ with each job, and be what a refresh without the program signs in with; the plugin reads it itself.
 */
function without(...inputs: readonly string[]): pulumi.CustomResourceOptions {
  return {
    transformations: [
      ({ props, opts }) => ({
        props: Object.fromEntries(
          Object.entries(props as object).filter(([input]) => !inputs.includes(input)),
        ),
        opts,
      }),
    ],
  };
}

/**
 * The explicit providers of a stack; default providers are switched off. Credentials come from the environment variables
 * of the job that runs it, never from an input.
 */
export function stackProviders(
  aws: AwsAccountSpec,
  github: { readonly owner: string },
): pulumi.ProviderResource[] {
  return [
    awsProvider("aws", aws.accountId, aws.region),
    new GitHubProvider("github", { owner: github.owner }, without("token", "baseUrl")),
  ];
}

/** What an environment needs besides: an edge, generated secrets, certificates and a database. */
export function environmentProviders(): pulumi.ProviderResource[] {
  return [
    new CloudflareProvider("cloudflare", {}),
    new RandomProvider("random", {}),
    new TlsProvider("tls", {}),
    new NeonProvider("neon"),
  ];
}
