import { urnOf } from "../../catalog/urn";
import type { PolicyResource, PolicyStack } from "../../policies/resource";
import { wrapUnknown } from "../../policies/unknown";
import { containsUnknown, revealMap, type TreeMap } from "../report/tree";
import type { Recording, Registration } from "../run/recording";

const unknown = Symbol("unknown");

/** A recorded stack as the policies see it: inputs with secrets revealed, as CrossGuard hands them over. */
export function toPolicyStack(recording: Recording): PolicyStack {
  const providers = new Map<string, PolicyResource["provider"]>();
  for (const registration of recording.registrations.values()) {
    if (registration.type.startsWith("pulumi:providers:")) {
      const { urn, type } = registration;
      providers.set(urn, { urn, type, props: propsOf(registration.inputs) });
    }
  }
  return {
    stack: recording.stack,
    resources: [...recording.registrations.values()]
      .sort((a, b) => (a.urn < b.urn ? -1 : 1))
      .map((registration) => toPolicyResource(registration, providers)),
  };
}

function toPolicyResource(
  registration: Registration,
  providers: ReadonlyMap<string, PolicyResource["provider"]>,
): PolicyResource {
  const { provider } = registration;
  return {
    urn: registration.urn,
    type: registration.type,
    name: registration.name,
    props: propsOf(registration.inputs),
    options: registration.options,
    parent: registration.parent,
    provider: provider === undefined ? undefined : providers.get(urnOf(provider)),
    dependencies: registration.dependencies,
    propertyDependencies: registration.propertyDependencies,
  };
}

function propsOf(inputs: TreeMap): Readonly<Record<string, unknown>> {
  const props = revealMap(inputs, unknown);
  return containsUnknown(inputs) ? wrapUnknown(props, (value) => value === unknown) : props;
}
