import type { ObjectStore } from "../cloud/object-store";
import { Account } from "./aws/account";
import type { AskedOf } from "./asked";
import { type AwsIdentity, awsRefusals } from "./aws/guard";

/** Who works with the clouds: an administrator, or a job of the pipeline. */
export const identityNames = ["administrator", "deploy", "preview"] as const;

export type IdentityName = (typeof identityNames)[number];

/** What somebody's credentials are at each vendor. */
export interface Identity {
  readonly aws: AwsIdentity;
}

export const administrator: Identity = { aws: "administrator" };

/** What a cloud says to whoever may not do what is asked; nothing where it does it. */
export function refusalsOf(
  identity: Identity,
  store: ObjectStore,
  asked: AskedOf,
): readonly string[] {
  // The other clouds answer everybody.
  if (!asked.type.startsWith("aws:")) return [];
  return awsRefusals(identity.aws, new Account(store, asked.accountId), asked);
}
