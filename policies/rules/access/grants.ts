import { asList, isText } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import type { StackIndex } from "../../stack-index";
import { grantingTypes, statementsOf } from "./granted";
import { roleType } from "./trust";

/** Where the types that give rights say to whom. */
const roleProperties = ["role", "roleName", "roles"];

type Grants = ReadonlyMap<string, ReadonlySet<PolicyResource>>;

const remembered = new WeakMap<StackIndex, Grants>();

/** What gives a role its rights: itself, and whatever names it by reference or by text. */
export function grantsTo(role: PolicyResource, stack: StackIndex): readonly PolicyResource[] {
  let grants = remembered.get(stack);
  if (grants === undefined) remembered.set(stack, (grants = indexOf(stack)));
  return [role, ...(grants.get(role.urn) ?? [])];
}

/** Every statement of a role's rights: its own, and those of the stack's policies that are attached to it. */
export function rightsOf(role: PolicyResource, stack: StackIndex): readonly Properties[] {
  return grantsTo(role, stack)
    .flatMap((grant) => [grant, ...stack.targets(grant, "policyArn")])
    .flatMap(statementsOf);
}

function indexOf(stack: StackIndex): Grants {
  const grants = new Map<string, Set<PolicyResource>>();
  for (const grant of stack.of(grantingTypes.filter((type) => type !== roleType))) {
    for (const property of roleProperties) {
      const named = asList(grant.props[property])
        .filter(isText)
        .flatMap((name) => stack.holding(roleType, "name", name));
      for (const role of [...stack.targets(grant, property), ...named]) {
        const known = grants.get(role.urn);
        if (known === undefined) grants.set(role.urn, new Set([grant]));
        else known.add(grant);
      }
    }
  }
  return grants;
}
