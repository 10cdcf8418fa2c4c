import type { Policy } from "../../iam/policy";
import { type Environment, ownEnvironments } from "../environments";
import { optional, textAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { isUnknownValueError } from "../unknown";
import { everything, policyAt } from "./documents";
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

const remembered = new WeakMap<StackIndex, ReadonlyMap<PolicyResource, PolicyResource[]>>();

/** What a role may do: by policies of its own, by those attached to it, and within which boundary. */
export function rightsOf(role: PolicyResource, stack: StackIndex): Rights {
  const grants = grantsIn(stack).get(role) ?? [];
  const attached = grants
    .filter(({ type }) => type === attachmentType)
    .map((grant) => attachedBy(grant, stack));
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
export function attachedBy(grant: PolicyResource, stack: StackIndex): PolicyResource | string {
  const declared = referredBy(grant, "policyArn", stack, policyType);
  return declared ?? textAt(grant.props, "policyArn");
}

/** The role that a grant is for; `undefined` where the stack does not declare it. */
export function roleOf(grant: PolicyResource, stack: StackIndex): PolicyResource | undefined {
  return referredBy(grant, "role", stack, roleType);
}

/** What a text names decides, and what it was made from only while it is not known. */
function referredBy(
  resource: PolicyResource,
  property: string,
  stack: StackIndex,
  type: string,
): PolicyResource | undefined {
  try {
    const text = textAt(resource.props, property);
    if (text.startsWith("arn:aws:iam::aws:")) return undefined;
    return stack.holding(type, "name", nameIn(text))[0];
  } catch (error) {
    const [source] = stack.targets(resource, property).filter((each) => each.type === type);
    if (isUnknownValueError(error) && source !== undefined) return source;
    throw error;
  }
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function grantsIn(stack: StackIndex): ReadonlyMap<PolicyResource, PolicyResource[]> {
  let grants = remembered.get(stack);
  if (grants === undefined) {
    const found = new Map<PolicyResource, PolicyResource[]>();
    for (const grant of stack.of([inlineType, attachmentType])) {
      const role = roleOf(grant, stack);
      if (role !== undefined) found.set(role, [...(found.get(role) ?? []), grant]);
    }
    remembered.set(stack, (grants = found));
  }
  return grants;
}

/** ARNs that bound a role of an environment. */
export function boundariesOf(environment: Environment): readonly string[] {
  const own = ownEnvironments(environment);
  return own
    .flatMap(({ accounts }) => accounts)
    .flatMap((account) =>
      own
        .flatMap(({ names }) => names)
        .map((name) => `arn:aws:iam::${account}:policy/${name}-boundary`),
    );
}
