import type { IdentitySpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";

type Owner = Pick<IdentitySpec, "product" | "stack">;

/** What GitHub's jobs do with a role: change the environment, let a deployment that waits go on, or look at it. */
export type JobRole = "approve" | "deploy" | "preview";

/** Names of the roles that GitHub's jobs assume, known before they are made. */
export function deployRoleNames({ product, stack }: Owner): Readonly<Record<JobRole, string>> {
  const nameOf = (role: JobRole): string => physicalName("role", product, stack, role);
  return { approve: nameOf("approve"), deploy: nameOf("deploy"), preview: nameOf("preview") };
}

/** Their ARNs, which what limits them names. */
export function deployRoleArns(
  identity: Owner,
  accountId: string,
): Readonly<Record<JobRole, string>> {
  const { approve, deploy, preview } = deployRoleNames(identity);
  const arnOf = (role: string): string => `arn:aws:iam::${accountId}:role/${role}`;
  return { approve: arnOf(approve), deploy: arnOf(deploy), preview: arnOf(preview) };
}

/** Name of one of the policies that the deploying role's rights are split into. */
export function deployPolicyName({ product, stack }: Owner, part: string): string {
  return physicalName("policy", product, stack, "deploy", part);
}

/** Every one of them, which what limits the role names. */
export function deployPolicyArns({ product, stack }: Owner, accountId: string): string {
  return `arn:aws:iam::${accountId}:policy/${product}-${stack}-deploy-*`;
}
