import type { Stack } from "@pulumi/pulumi/automation";
import { openProvidersOf } from "../open-providers";
import type { ExportedState, StateResource } from "../state";
import { interrupted, knownIn } from "./creations";
import { type Choices, decide, type Decision } from "./decide";
import { search } from "./search";

/** A resource, as messages name it. */
export interface Named {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/** What is to become of a creation whose end the engine did not hear. */
export type Outcome = Named & { readonly decision: Decision };

/**
 * Looks for what the creations had made, and decides each of them.
 *
 * @param settle - milliseconds to wait before what no service lists is held to be not there.
 * @throws InquiryError
 */
export async function decideCreations(
  stack: Stack,
  state: ExportedState,
  resources: readonly StateResource[],
  choices: Choices,
  settle: number,
): Promise<readonly Outcome[]> {
  if (resources.length === 0) return [];
  const sought = resources.map((resource) => interrupted(resource, state));
  const openProviders = () => openProvidersOf(stack, resources, state);
  const { sightings, obstacles } = await search(stack, sought, openProviders, choices, settle);
  const known = knownIn(state, new Set(resources.map(({ type }) => type)));
  return sought.map((resource): Outcome => {
    const { urn, type, name } = resource;
    const own = sightings.filter((sighting) => sighting.urn === urn);
    const because = obstacles.get(urn);
    const decision: Decision =
      because === undefined
        ? decide(resource, own, known, choices)
        : { kind: "ask", because, choices: [] };
    return { urn, type, name, decision };
  });
}
