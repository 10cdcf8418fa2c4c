import type { Context } from "../../components/base/context";
import type { Tier } from "../../blueprint/tier";
import { tiers } from "../../blueprint/tiers";
import { Secret, type Tree, type TreeMap } from "../../preview/report/tree";

export const recoveryRegion = "eu-central-1";
export const recoveryKeyArn = `arn:aws:kms:${recoveryRegion}:333333333333:key/mrk-1`;

const stacks = { preview: "pr-7", dev: "dev", staging: "staging", production: "production" };

/** What components that hold data get in an environment of the tier. */
export function contextOf(tier: Tier): Context {
  const stack = stacks[tier];
  return {
    identity: {
      stack,
      tier,
      product: "shop",
      host: `${stack}.shop.example`,
      tags: {
        environment: stack,
        project: "shop",
        "managed-by": "pulumi",
        "cost-center": "platform",
      },
      expiresOn: undefined,
    },
    aws: {
      accountId: "333333333333",
      region: "eu-west-1",
      recoveryRegion: tier === "production" ? recoveryRegion : undefined,
    },
    region: "eu-west-1",
    logging: { retentionDays: 7, level: "info", errorSampleRate: 1 },
    protectData: tiers[tier].protectData,
    permissionsBoundaryArn: `arn:aws:iam::333333333333:policy/shop-${stack}-boundary`,
    encryptionKeyArn: "arn:aws:kms:eu-west-1:333333333333:key/mrk-1",
    alerts: {
      criticalTopicArn: `arn:aws:sns:eu-west-1:333333333333:shop-${stack}-critical`,
      warningTopicArn: `arn:aws:sns:eu-west-1:333333333333:shop-${stack}-warning`,
    },
  };
}

/** Production's context in the region of its replicas. */
export function recoveryContext(): Context {
  const home = contextOf("production");
  const topic = (severity: string) =>
    `arn:aws:sns:${recoveryRegion}:333333333333:shop-production-${severity}`;
  return {
    ...home,
    region: recoveryRegion,
    encryptionKeyArn: recoveryKeyArn,
    alerts: { criticalTopicArn: topic("critical"), warningTopicArn: topic("warning") },
  };
}

/** The value at a path of inputs or outputs as the program declared it, its secret mark in place. */
export function at(map: TreeMap, ...path: readonly (string | number)[]): Tree | undefined {
  let value: Tree | undefined = map;
  for (const key of path) {
    if (value instanceof Secret) value = value.value;
    value = (value as Record<string | number, Tree> | null | undefined)?.[key];
  }
  return value;
}

/** The text inside a secret; fails for a value that is not marked secret. */
export function secretText(value: Tree | undefined): string {
  if (!(value instanceof Secret)) throw new Error(`not marked secret: ${JSON.stringify(value)}`);
  if (typeof value.value !== "string") throw new Error("the secret holds no text");
  return value.value;
}
