import { asList, has, isRecord, recordsIn, statementsAt, textAt, textsAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { roleType } from "./trust";

/** Where each type holds a policy's document. */
const documents: Readonly<Record<string, string>> = {
  "aws:iam/groupPolicy:GroupPolicy": "policy",
  "aws:iam/policy:Policy": "policy",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/userPolicy:UserPolicy": "policy",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
};

/** Where each type names a policy that it attaches. */
const attachments: Readonly<Record<string, string>> = {
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
};

const exclusiveType = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";

/** Every type that gives rights. A role does by arguments of its own, which are superseded and still work. */
export const grantingTypes: readonly string[] = [
  ...Object.keys(documents),
  ...Object.keys(attachments),
  exclusiveType,
  roleType,
];

/** The statements of the policies that a resource holds. */
export function statementsOf({ type, props }: PolicyResource): readonly Properties[] {
  const path = documents[type];
  if (path !== undefined) return statementsAt(props, path);
  return type === roleType
    ? recordsIn(props, "inlinePolicies")
        .filter((inline) => has(inline, "policy"))
        .flatMap((inline) => statementsAt(inline, "policy"))
    : [];
}

/** ARNs of the policies that a resource attaches. */
export function attachedBy({ type, props }: PolicyResource): readonly string[] {
  const path = attachments[type];
  if (path !== undefined) return [textAt(props, path)];
  const list = { [exclusiveType]: "policyArns", [roleType]: "managedPolicyArns" }[type];
  if (list === undefined || asList(props[list]).length === 0) return [];
  return textsAt(props, list);
}

export function actionsOf(statement: Properties): readonly string[] {
  return asList(statement.Action).map(String);
}

/** Whether IAM takes a pattern of a policy to mean a name: `*` for anything, `?` for one character. */
export function matches(pattern: string, name: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(name);
}

/** Whether a statement allows something under no condition at all. */
export function isUnconditional({ Condition }: Properties): boolean {
  return !isRecord(Condition) || Object.keys(Condition).length === 0;
}
