import type { Stack } from "@pulumi/pulumi/automation";
import type { ProviderSettings } from "./inquiry";
import {
  type ExportedState,
  holdsSecret,
  providerOf,
  resourcesOf,
  revealed,
  type StateResource,
} from "./state";

/** The resources' providers with the secrets among their inputs revealed, in memory alone. */
export async function openProvidersOf(
  stack: Stack,
  resources: readonly StateResource[],
  state: ExportedState,
): Promise<readonly ProviderSettings[]> {
  const urns = new Set(resources.map((resource) => providerOf(resource, state)?.urn));
  const meant = (of: ExportedState) => resourcesOf(of).filter(({ urn }) => urns.has(urn));
  const known = meant(state);
  const open = known.some(({ inputs }) => holdsSecret(inputs))
    ? meant(await stack.exportStack())
    : known;
  return open.map(({ urn, type, inputs = {} }) => ({
    urn,
    package: type.replace("pulumi:providers:", ""),
    inputs: revealed(inputs),
  }));
}
