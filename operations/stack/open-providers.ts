import type { Stack } from "@pulumi/pulumi/automation";
import type { ProviderSettings } from "./inquiry";
import { type ExportedState, providerOf, resourcesOf, revealed, type StateResource } from "./state";

/** The resources' providers with the secrets among their inputs revealed, in memory alone. */
export async function openProvidersOf(
  stack: Stack,
  resources: readonly StateResource[],
  state: ExportedState,
): Promise<readonly ProviderSettings[]> {
  const urns = new Set(resources.map((resource) => providerOf(resource, state)?.urn));
  const open = (await stack.exportStack()) as unknown as ExportedState;
  return resourcesOf(open)
    .filter(({ urn }) => urns.has(urn))
    .map(({ urn, type, inputs = {} }) => ({
      urn,
      package: type.replace("pulumi:providers:", ""),
      inputs: revealed(inputs),
    }));
}
