import { urnOf } from "../../catalog/urn";
import type { Values } from "../stack/find/finder";
import { type ExportedState, holdsSecret, resourcesOf, type StateResource } from "../stack/state";

/** An object that a resource's interrupted creation had made. */
export interface Adoption {
  /** The resource as its pending operation has it. */
  readonly resource: StateResource;
  readonly id: string;
  /** What the provider says of the object. */
  readonly outputs: Values;
}

/**
 * The state as it would be had the engine heard that the objects were made. Nothing is pending in it any more.
 *
 * Outputs that are secret, or may be since they repeat a secret input, are left for the refresh to fill in: here they are
 * in another stack's encryption.
 */
export function adopt(state: ExportedState, adoptions: readonly Adoption[]): ExportedState {
  const { deployment } = state;
  if (deployment === null) return state;
  const resources = adoptions.reduce(withAdopted, resourcesOf(state));
  return { ...state, deployment: { ...deployment, resources, pending_operations: [] } };
}

function withAdopted(
  resources: readonly StateResource[],
  { resource, id, outputs }: Adoption,
): readonly StateResource[] {
  const adopted: StateResource = { ...resource, id, outputs: openOutputs(resource, outputs) };
  const others = resources.flatMap((other) => {
    if (other.urn !== resource.urn || other.delete === true) return [other];
    // What was deleted to make room is gone; what it stands beside is deleted by the next `up`.
    return other.pendingReplacement === true ? [] : [{ ...other, delete: true }];
  });
  const position = afterDependencies(others, resource);
  return [...others.slice(0, position), adopted, ...others.slice(position)];
}

/** The first place at which everything that the resource refers to comes before it. */
function afterDependencies(resources: readonly StateResource[], resource: StateResource): number {
  const needed = new Set([
    resource.parent,
    urnOf(resource.provider ?? ""),
    resource.deletedWith,
    ...(resource.dependencies ?? []),
    ...Object.values(resource.propertyDependencies ?? {}).flatMap((urns) => urns ?? []),
  ]);
  const last = resources.reduce((found, { urn }, index) => (needed.has(urn) ? index : found), -1);
  return last + 1;
}

function openOutputs(
  { inputs = {}, additionalSecretOutputs = [] }: StateResource,
  outputs: Values,
): Values {
  return Object.fromEntries(
    Object.entries(outputs).filter(
      ([key, value]) =>
        !holdsSecret(value) && !holdsSecret(inputs[key]) && !additionalSecretOutputs.includes(key),
    ),
  );
}
