import * as pulumi from "@pulumi/pulumi";
import { pendingOf } from "./pending";
import { serializeInput } from "./serialize-input";

interface ResourceInternals {
  readonly __childResources?: ReadonlySet<pulumi.Resource>;
}

/** The resources that a `dependsOn` names. */
export function explicitDependencies(
  dependsOn: unknown,
  waiting: Promise<unknown>[],
): pulumi.Resource[] {
  if (dependsOn === undefined) return [];
  if (Array.isArray(dependsOn)) {
    return dependsOn.flatMap((item) => explicitDependencies(item, waiting));
  }
  if (pulumi.Resource.isInstance(dependsOn)) return [dependsOn];
  const resources = new Set<pulumi.Resource>();
  serializeInput(dependsOn, resources, waiting);
  return [...resources];
}

/** URNs of the custom resources among them and, for a component, of those it holds. */
export function urnsOf(resources: Iterable<pulumi.Resource>, exclude: pulumi.Resource): string[] {
  const urns = new Set<string>();
  const visit = (resource: pulumi.Resource): void => {
    if (resource === exclude) return;
    if (pulumi.CustomResource.isInstance(resource)) {
      urns.add(pendingOf(resource).urn);
      return;
    }
    for (const child of (resource as ResourceInternals).__childResources ?? []) visit(child);
  };
  for (const resource of resources) visit(resource);
  return [...urns].sort();
}
