import type { IdentitySpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";

/** Names of the two roles that GitHub's jobs assume, known before they are made. */
export function deployRoleNames({ product, stack }: Pick<IdentitySpec, "product" | "stack">): {
  readonly deploy: string;
  readonly preview: string;
} {
  return {
    deploy: physicalName("role", product, stack, "deploy"),
    preview: physicalName("role", product, stack, "preview"),
  };
}

/** Their ARNs, which what limits them names. */
export function deployRoleArns(
  identity: Pick<IdentitySpec, "product" | "stack">,
  accountId: string,
): { readonly deploy: string; readonly preview: string } {
  const { deploy, preview } = deployRoleNames(identity);
  const arnOf = (role: string): string => `arn:aws:iam::${accountId}:role/${role}`;
  return { deploy: arnOf(deploy), preview: arnOf(preview) };
}
