import { optional, textAt } from "../../read";
import type { PolicyResource } from "../../resource";

export const vaultType = "aws:backup/vault:Vault";
export const vaultLockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

/** Where a vault is, by its ARN. */
export function vaultOf(arn: string): { readonly region: string; readonly vault: string } {
  const [, region, vault] = /^arn:[^:]+:backup:([^:]+):\d+:backup-vault:(.+)$/.exec(arn) ?? [];
  if (region === undefined || vault === undefined) throw new Error(`"${arn}" is no vault's ARN`);
  return { region, vault };
}

/** The region that a resource is made in: its own, or its provider's. */
export function regionOf({ props, provider }: PolicyResource): string | undefined {
  return optional(textAt, props, "region") ?? optional(textAt, provider?.props ?? {}, "region");
}
