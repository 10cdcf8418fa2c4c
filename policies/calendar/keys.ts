import { numberAt, optional, recordsIn, textAt } from "../read";
import type { PolicyResource } from "../resource";
import { regionOf } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";
import { type Protection, always } from "./protection";

const replicaKeyType = "aws:kms/replicaKey:ReplicaKey";

/** What a key encrypts is lost with it, so its deletion waits. */
export function keyProtections(key: PolicyResource, stack: StackIndex): readonly Protection[] {
  return [
    ...window(key, "deletionWindowInDays"),
    ...stack.referring(key, replicaKeyType, "primaryKeyArn").map((replica): Protection => {
      const region = regionOf(replica);
      return {
        means: "replica",
        made: always,
        ...(region === undefined ? {} : { region }),
        by: replica.urn,
      };
    }),
  ];
}

export function secretProtections(secret: PolicyResource): readonly Protection[] {
  return [
    ...window(secret, "recoveryWindowInDays"),
    ...recordsIn(secret.props, "replicas").map((replica): Protection => ({
      means: "replica",
      made: always,
      region: textAt(replica, "region"),
      by: secret.urn,
    })),
  ];
}

function window({ props, urn }: PolicyResource, property: string): readonly Protection[] {
  const days = optional(numberAt, props, property) ?? 0;
  return days > 0 ? [{ means: "deletion-window", made: always, days, by: urn }] : [];
}
