import { ownEnvironments } from "../../environments";
import type { PolicyResource } from "../../resource";
import type { Scope } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { neonBranch, neonProject } from "../backup/neon";

/** Whether a property names a Neon project or branch of this stack, or one that environments.yaml lists as its own. */
export function isOwnDatabase(
  resource: PolicyResource,
  property: string,
  { environment }: Scope,
  stack: StackIndex,
): boolean {
  const made = stack.targets(resource, property);
  if (made.some(({ type }) => type === neonProject || type === neonBranch)) return true;
  const listed = ownEnvironments(environment).flatMap(({ databases }) => databases);
  return listed.some((database) => database === resource.props[property]);
}
