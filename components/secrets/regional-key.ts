import * as kms from "@pulumi/aws/kms";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../blueprint/tier";
import { encryptionKeyPolicy } from "./encryption-key-policy";

/** What a key and its copy in another region are told alike. */
export interface RegionalKeyArgs {
  /** Name without the prefix `alias/`. */
  readonly alias: string;
  readonly description: string;
  readonly accountId: string;
  /** Days a scheduled deletion waits, 7 to 30. */
  readonly deletionDays: number;
  readonly protect: boolean;
  /**
   * AWS services that encrypt or decrypt on the account's behalf, for example `cloudwatch.amazonaws.com` and
   * `logs.eu-west-1.amazonaws.com`.
   */
  readonly servicePrincipals: readonly string[];
  readonly tags: Tags;
}

/** Inputs of the key itself. */
export function regionalKeyInputs(
  component: pulumi.Resource,
  args: RegionalKeyArgs,
): Pick<kms.KeyArgs, "deletionWindowInDays" | "description" | "policy" | "tags"> {
  return {
    description: args.description,
    deletionWindowInDays: args.deletionDays,
    policy: encryptionKeyPolicy(component, args),
    tags: { ...args.tags, Name: args.alias },
  };
}

/** The name that people find the key by. */
export function declareAlias(
  name: string,
  { alias }: RegionalKeyArgs,
  key: kms.Key | kms.ReplicaKey,
  parent: pulumi.Resource,
): void {
  new kms.Alias(`${name}-alias`, { name: `alias/${alias}`, targetKeyId: key.keyId }, { parent });
}
