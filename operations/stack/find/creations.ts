import { nameOf } from "../../../catalog/urn";
import {
  type ExportedState,
  type PendingOperation,
  pendingIn,
  providerOf,
  resourcesOf,
  type StateResource,
} from "../state";
import type { Known } from "./decide";
import { type Interrupted, MissingInput } from "./finder";
import { finders } from "./finders/finders";

/** Creations of which the engine never heard the end, and knows it. */
export function creationsIn(state: ExportedState): readonly PendingOperation[] {
  return pendingIn(state).filter(({ type }) => type === "creating");
}

export function interrupted(resource: StateResource, state: ExportedState): Interrupted {
  const provider = providerOf(resource, state);
  return {
    urn: resource.urn,
    type: resource.type,
    name: nameOf(resource.urn),
    inputs: resource.inputs ?? {},
    providerUrn: provider?.urn,
    provider: provider?.inputs ?? {},
  };
}

/** The objects of these types that the state has already. */
export function knownIn(state: ExportedState, types: ReadonlySet<string>): readonly Known[] {
  return resourcesOf(state).flatMap((resource) => {
    const { type, urn, id, pendingReplacement } = resource;
    if (!types.has(type) || id === undefined || pendingReplacement === true) return [];
    const known = interrupted(resource, state);
    const { arn } = resource.outputs ?? {};
    return [{ type, urn, provider: known.providerUrn, key: keyOf(known, id), arn }];
  });
}

function keyOf(resource: Interrupted, id: string): string {
  const finder = finders[resource.type];
  if (finder?.kind !== "named") return id;
  try {
    return finder.importId(resource);
  } catch (error) {
    if (error instanceof MissingInput) return id;
    throw error;
  }
}
