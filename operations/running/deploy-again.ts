import type { Stack } from "@pulumi/pulumi/automation";
import { type ExportedState, resourcesOf, type StateResource } from "../stack/state";
import { readState, writeState } from "../stack/state-file";
import type { Straggler } from "./stragglers";

/** Stands in a service's `triggers` for the value that the program gives, so that the next `up` sees a difference. */
const failed = "the last deployment failed";

/**
 * Has the next `up` deploy these services: without it the engine asks the provider to update a service that has not
 * changed, which the provider does without asking ECS. Changes the state alone.
 *
 * @returns those that it is so for: ECS is still at work on the others.
 * @throws EngineError for example when the stack is locked.
 */
export async function deployAgain(
  stack: Stack,
  stragglers: readonly Straggler[],
): Promise<readonly Straggler[]> {
  const again = stragglers.filter(({ lag }) => lag !== "under way");
  if (again.length > 0) await writeState(stack, asLeft(await readState(stack), again));
  return again;
}

/** The state with what ECS runs, and another trigger, in place of what was asked of these services. */
export function asLeft(state: ExportedState, stragglers: readonly Straggler[]): ExportedState {
  if (state.deployment === null) return state;
  const resources = resourcesOf(state).map((resource) => {
    const straggler = stragglers.find(({ urn }) => urn === resource.urn);
    return straggler === undefined ? resource : left(resource, straggler);
  });
  return { ...state, deployment: { ...state.deployment, resources } };
}

function left(resource: StateResource, { runs }: Straggler): StateResource {
  const triggers = Object.fromEntries(
    Object.keys(resource.inputs?.triggers ?? {}).map((key) => [key, failed]),
  );
  const found = { taskDefinition: runs, triggers };
  return {
    ...resource,
    inputs: { ...resource.inputs, ...found },
    outputs: { ...resource.outputs, ...found },
  };
}
