import { isDeepStrictEqual } from "node:util";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import type { StateResource } from "../../../operations/stack/state";
import { urnOf } from "../../../catalog/urn";

/** A resource by what an uninterrupted run and one that was mended must agree in. */
export interface SettledResource {
  readonly urn: string;
  readonly id: string;
  readonly parent: string;
  readonly provider: string;
  readonly isProtected: boolean;
  readonly dependencies: readonly string[];
  readonly inputs: unknown;
  readonly outputs: unknown;
}

/**
 * The state without the order and the times of its making, by URN. Secret values are left out: a password whose making
 * was interrupted is another one the second time, wherever it is used. What is drawn besides (a certificate, a public
 * key, the number of a provider) is named by the resource that drew it, wherever it is used.
 */
export function settled(resources: readonly StateResource[]): readonly SettledResource[] {
  const drawn = drawnOf(resources);
  return resources
    .map((resource) => ({
      urn: `${resource.urn}${resource.delete === true ? " (to be deleted)" : ""}`,
      id: drawn.get(resource.id ?? "") ?? resource.id ?? "",
      parent: resource.parent ?? "",
      provider: urnOf(resource.provider ?? ""),
      isProtected: resource.protect ?? false,
      dependencies: [...(resource.dependencies ?? [])].sort(),
      inputs: comparable(sharesOf(resource, resource.inputs ?? {}), drawn),
      outputs: comparable(sharesOf(resource, resource.outputs ?? {}), drawn),
    }))
    .sort((one, other) => (one.urn < other.urn ? -1 : 1));
}

/** Names for the values that nobody but the state knows, which are others when they are made a second time. */
function drawnOf(resources: readonly StateResource[]): ReadonlyMap<string, string> {
  const local = resources.filter(({ type }) => /^(pulumi|tls):/.test(type));
  return new Map(
    local.flatMap(({ urn, id, inputs, outputs }) =>
      Object.entries({ ...outputs, id })
        .filter(([key, value]) => typeof value === "string" && inputs?.[key] !== value)
        .filter(([key]) => key === "id" || /pem|openssh/i.test(key))
        .map(([key, value]) => [String(value), `[${key} of ${urn}]`]),
    ),
  );
}

/** Which target group of a rule serves, ECS says with each deployment: a state knows it where it was refreshed since. */
function sharesOf({ type }: StateResource, values: object): unknown {
  if (type !== "aws:lb/listenerRule:ListenerRule") return values;
  return JSON.parse(
    JSON.stringify(values, (key, value: unknown) => (key === "weight" ? "ECS's" : value)),
  );
}

/** Resources that are not the same in both, one line each. */
export function differences(
  expected: readonly SettledResource[],
  got: readonly SettledResource[],
): readonly string[] {
  const [wanted, there] = [byUrn(expected), byUrn(got)];
  return [...new Set([...wanted.keys(), ...there.keys()])]
    .filter((urn) => !isDeepStrictEqual(wanted.get(urn), there.get(urn)))
    .map((urn) => {
      const [one, other] = [wanted.get(urn), there.get(urn)].map((it) => JSON.stringify(it));
      return `${urn}\n  expected ${one ?? "nothing"}\n  got      ${other ?? "nothing"}`;
    });
}

function byUrn(resources: readonly SettledResource[]): ReadonlyMap<string, SettledResource> {
  return new Map(resources.map((resource) => [resource.urn, resource]));
}

function comparable(value: unknown, drawn: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return drawn.get(value) ?? value;
  if (Array.isArray(value)) return value.map((element) => comparable(element, drawn));
  if (typeof value !== "object" || value === null) return value;
  if (specialSigKey in value && value[specialSigKey] === specialSecretSig) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, comparable(of, drawn)]));
}
