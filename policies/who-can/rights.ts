import type { Policy } from "../../iam/policy";
import type { Environment } from "../environments";
import { oncePerObject } from "../once";
import { optional, textAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { isUnknownValueError } from "../unknown";
import { everything, policyAt } from "./documents";
import { ownForms } from "./own";
import { roleType } from "./ways-in";

export const policyType = "aws:iam/policy:Policy";
export const inlineType = "aws:iam/rolePolicy:RolePolicy";
export const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

export interface Rights {
  readonly policies: readonly Policy[];
  /** ARNs of attached policies that the stack does not declare. */
  readonly managed: readonly string[];
  /** What the role may ever do; everything where the stack declares none. */
  readonly boundary: Policy;
}

/** What a role may do: by policies of its own, by those attached to it, and within which boundary. */
export function rightsOf(role: PolicyResource, stack: StackIndex): Rights {
  const grants = grantsIn(stack).get(role) ?? [];
  // Found by what it was made from while it is not known, and read all the same: it may turn out as another.
  for (const grant of grants) textAt(grant.props, "role");
  const attached = grants
    .filter(({ type }) => type === attachmentType)
    .map((grant) => declaredBy(grant, stack));
  const boundary = optional(textAt, role.props, "permissionsBoundary") ?? "";
  const [bounds] = stack.holding(policyType, "name", nameIn(boundary));
  return {
    policies: [
      ...grants.filter(({ type }) => type === inlineType).map((grant) => policyAt(grant, "policy")),
      ...attached
        .filter((each) => typeof each !== "string")
        .map((each) => policyAt(each, "policy")),
    ],
    managed: attached.filter((each) => typeof each === "string"),
    boundary: bounds === undefined ? everything : policyAt(bounds, "policy"),
  };
}

/** The policy that an attachment attaches, or its ARN where the stack declares none of that name. */
export function declaredBy({ props }: PolicyResource, stack: StackIndex): PolicyResource | string {
  const arn = textAt(props, "policyArn");
  const isOfAws = arn.startsWith("arn:aws:iam::aws:");
  return (isOfAws ? undefined : stack.holding(policyType, "name", nameIn(arn))[0]) ?? arn;
}

/** The role that a grant is for; `undefined` where the stack does not declare it. */
export function roleOf(grant: PolicyResource, stack: StackIndex): PolicyResource | undefined {
  try {
    return stack.holding(roleType, "name", textAt(grant.props, "role"))[0];
  } catch (error) {
    const [source] = stack.targets(grant, "role").filter(({ type }) => type === roleType);
    if (isUnknownValueError(error) && source !== undefined) return source;
    throw error;
  }
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

const grantsIn = oncePerObject((stack: StackIndex) => {
  const found = new Map<PolicyResource, PolicyResource[]>();
  for (const grant of stack.of([inlineType, attachmentType])) {
    const role = roleOf(grant, stack);
    if (role !== undefined) found.set(role, [...(found.get(role) ?? []), grant]);
  }
  return found;
});

/** ARNs that bound a role of an environment. */
export function boundariesOf(environment: Environment): readonly string[] {
  return ownForms("arn:aws:iam::<account>:policy/<name>-boundary", environment);
}
