import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider";
import type * as pulumi from "@pulumi/pulumi";
import { Provider as TlsProvider } from "@pulumi/tls/provider";
import type { Context } from "../../components/base/context";
import { Unknown, type Tree } from "../../preview/report/tree";
import type { Tags } from "../../blueprint/tier";
import type { Recorded } from "./record";

export const accountId = "222222222222";
export const region = "eu-west-1";
export const keyArn = `arn:aws:kms:${region}:${accountId}:key/mrk-1`;
export const boundaryArn = `arn:aws:iam::${accountId}:policy/acme-staging-boundary`;

export const tags: Tags = {
  environment: "staging",
  project: "acme",
  "managed-by": "pulumi",
  "cost-center": "platform",
};

export const identity = {
  stack: "staging",
  tier: "staging",
  product: "acme",
  host: "staging.acme.example",
  tags,
  expiresOn: undefined,
} as const;

/** Staging's context in Ireland, as a component of an environment gets it. */
export const context: Context = {
  identity,
  aws: { accountId, region, recoveryRegion: undefined },
  region,
  logging: { retentionDays: 30, level: "info", errorSampleRate: 0.5 },
  protectData: false,
  permissionsBoundaryArn: boundaryArn,
  encryptionKeyArn: keyArn,
  alerts: {
    criticalTopicArn: `arn:aws:sns:${region}:${accountId}:critical`,
    warningTopicArn: `arn:aws:sns:${region}:${accountId}:warning`,
  },
};

/** The providers of that context, made inside the program that uses them. */
export function providers(): { providers: pulumi.ProviderResource[] } {
  return {
    providers: [
      new AwsProvider("aws", { region, allowedAccountIds: [accountId] }),
      new CloudflareProvider("cloudflare", {}),
      new TlsProvider("tls", {}),
    ],
  };
}

/** Inputs that only a cloud could tell: there are none in a preview of this program. */
export function unknownInputs(recorded: Recorded): string[] {
  return recorded.all.flatMap(({ name, inputs }) =>
    Object.entries(inputs).flatMap(([key, value]) => (hasUnknown(value) ? [`${name}.${key}`] : [])),
  );
}

function hasUnknown(tree: Tree): boolean {
  if (tree instanceof Unknown) return true;
  return typeof tree === "object" && tree !== null && Object.values(tree).some(hasUnknown);
}

/** The JSON document in a property, for example a role's trust. */
export function documentIn(value: unknown): { Statement: Record<string, unknown>[] } {
  return JSON.parse(String(value)) as { Statement: Record<string, unknown>[] };
}
