import type { IdentitySpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";

/** The role that people make by hand for an emergency: it alone removes backups, and no deployment may touch it. */
export function breakGlassRoleArn(
  { product, stack }: Pick<IdentitySpec, "product" | "stack">,
  accountId: string,
): string {
  return `arn:aws:iam::${accountId}:role/${physicalName("role", product, stack, "break-glass")}`;
}
