import { physicalName } from "../../blueprint/names";
import type { PermissionScope, Statement } from "./permission-statement";

/** The bucket that remembers the stacks of an account. */
export function stateBucket(product: string, accountId: string): string {
  return physicalName("bucket", product, "state", accountId);
}

/** Pulumi backend that the account's roles reach. */
export function stateUrl(product: string, accountId: string): string {
  return `s3://${stateBucket(product, accountId)}`;
}

/**
 * Pulumi's state of the account's stacks and the key of its secrets, both made before the first deployment
 * (docs/runbooks): bucket `<product>-state-<account>` and key `alias/<product>-state`. A preview takes no lock, so that
 * it only reads.
 */
export function stateStatements(
  scope: PermissionScope,
  actions: { readonly object: readonly string[]; readonly key: readonly string[] },
): readonly Statement[] {
  const { accountId, product } = scope;
  const bucket = `arn:aws:s3:::${stateBucket(product, accountId)}`;
  return [
    { Sid: "FindState", Effect: "Allow", Action: ["s3:ListBucket"], Resource: [bucket] },
    { Sid: "UseState", Effect: "Allow", Action: actions.object, Resource: [`${bucket}/.pulumi/*`] },
    {
      Sid: "UseStateKey",
      Effect: "Allow",
      Action: actions.key,
      Resource: [keysOf(scope)],
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": stateAlias(product) } },
    },
  ];
}

export function stateAlias(product: string): string {
  return `alias/${physicalName("keyAlias", product, "state")}`;
}

/** Every key of the account, which conditions narrow. */
export function keysOf({ accountId }: Pick<PermissionScope, "accountId">): string {
  return `arn:aws:kms:*:${accountId}:key/*`;
}
