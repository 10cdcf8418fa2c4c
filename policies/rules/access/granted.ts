import { matches as matchesText } from "../../../iam/pattern";
import { ownEnvironments } from "../../environments";
import {
  asList,
  has,
  isRecord,
  isText,
  recordsIn,
  statementsAt,
  textAt,
  textsAt,
} from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import type { Scope } from "../../rule";
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

/** Many rules read the same policy. */
const remembered = new WeakMap<PolicyResource, readonly Properties[]>();

/** The statements of the policies that a resource holds. */
export function statementsOf(resource: PolicyResource): readonly Properties[] {
  let statements = remembered.get(resource);
  if (statements === undefined) remembered.set(resource, (statements = readStatements(resource)));
  return statements;
}

function readStatements({ type, props }: PolicyResource): readonly Properties[] {
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

/** Whether a pattern of a policy means an action, whose letters IAM reads in either case. */
export function matches(pattern: string, action: string): boolean {
  return matchesText(pattern, action, true);
}

/** Any pattern without a name in it, `arn:aws:*` as well, is every resource. */
export function isOfEverything(statement: Properties): boolean {
  return (
    "NotResource" in statement ||
    asList(statement.Resource).some((resource) =>
      /^(?:arn:(?:aws[\w-]*:)?)?[*?][*?:/]*$/.test(String(resource)),
    )
  );
}

/** Whether an action is a pattern without a name in it: `iam-forbid-full-access` objects to those. */
export function isEveryAction(action: string): boolean {
  return /^[*?]+(?::[*?]+)?$/.test(action);
}

/** The bounds of what roles may ever do give nothing by themselves. */
export function isBoundary({ type, props }: PolicyResource, { environment }: Scope): boolean {
  return (
    type === "aws:iam/policy:Policy" &&
    ownEnvironments(environment).some(({ names }) =>
      names.some((name) => props.name === `${name}-boundary`),
    )
  );
}

/** What a statement is called in a message. */
export function statementLabel({ Sid }: Properties): string {
  return isText(Sid) ? ` in "${Sid}"` : "";
}

/** Whether a statement allows something under no condition at all. */
export function isUnconditional({ Condition }: Properties): boolean {
  return !isRecord(Condition) || Object.keys(Condition).length === 0;
}
