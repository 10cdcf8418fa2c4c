import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../blueprint/environment";
import { physicalName } from "../blueprint/names";
import { awsProvider } from "./base/providers";
import { PermissionsBoundary, permissionsBoundaryArn } from "./delivery/permissions-boundary";
import { RegionBase } from "./region-base";
import { EncryptionKey } from "./secrets/encryption-key";
import { EncryptionKeyReplica } from "./secrets/encryption-key-replica";

/** Services that encrypt with the environment's key on their own behalf: a key is used in its own region only. */
const keyUsersIn = (region: string): readonly string[] =>
  ["backup", "budgets", "cloudwatch", "costalerts", "events", `logs.${region}`].map(
    (service) => `${service}.amazonaws.com`,
  );

/** The home region and, where the environment has one, the recovery region. */
export interface Regions {
  readonly home: RegionBase;
  readonly recovery?: RegionBase;
}

/** Boundary, key, alerts and network: what everything else of an environment stands on. */
export function declareRegions(
  name: string,
  spec: EnvironmentSpec,
  parent: pulumi.Resource,
): Regions {
  const { identity, aws } = spec;
  const child = { parent };
  const permissionsBoundary = boundaryOf(name, spec, child);
  const keyArgs = {
    alias: physicalName("keyAlias", identity.product, identity.stack, "data"),
    description: `What ${identity.product} keeps in ${identity.stack}`,
    accountId: aws.accountId,
    deletionDays: spec.keyDeletionDays,
    protect: spec.protectData,
    tags: identity.tags,
  };
  const multiRegion = aws.recoveryRegion !== undefined;
  const key = new EncryptionKey(
    `${name}-key`,
    { ...keyArgs, servicePrincipals: keyUsersIn(aws.region), multiRegion },
    child,
  );
  const base = { spec, permissionsBoundaryArn: permissionsBoundary };
  const home = (announces: readonly pulumi.Input<string>[]) =>
    new RegionBase(
      `${name}-home`,
      { ...base, region: aws.region, network: spec.network, encryptionKeyArn: key.arn, announces },
      child,
    );
  if (aws.recoveryRegion === undefined) return { home: home([]) };

  const elsewhere = {
    parent,
    providers: [awsProvider("aws-recovery", aws.accountId, aws.recoveryRegion)],
  };
  const replica = new EncryptionKeyReplica(
    `${name}-recovery-key`,
    {
      ...keyArgs,
      servicePrincipals: keyUsersIn(aws.recoveryRegion),
      primaryKeyArn: key.arn,
    },
    elsewhere,
  );
  const recovery = new RegionBase(
    `${name}-recovery`,
    {
      ...base,
      region: aws.recoveryRegion,
      network: spec.recoveryNetwork,
      encryptionKeyArn: replica.arn,
      announces: undefined,
    },
    elsewhere,
  );
  const { criticalTopicArn, warningTopicArn } = recovery.context.alerts;
  return { home: home([criticalTopicArn, warningTopicArn]), recovery };
}

/** Roles of a pull request live within the boundary of the environment whose account they are in. */
function boundaryOf(
  name: string,
  { identity, aws, deployIdentity, protectData }: EnvironmentSpec,
  child: pulumi.ComponentResourceOptions,
): pulumi.Input<string> {
  const { accountStack, allowedRegions } = deployIdentity;
  if (accountStack !== identity.stack) {
    return permissionsBoundaryArn(
      { product: identity.product, stack: accountStack },
      aws.accountId,
    );
  }
  const boundary = new PermissionsBoundary(
    `${name}-boundary`,
    { identity, accountId: aws.accountId, allowedRegions, protectData, tags: identity.tags },
    child,
  );
  return boundary.arn;
}
