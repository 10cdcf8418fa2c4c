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
 * was interrupted is another one the second time, wherever it is used.
 */
export function settled(resources: readonly StateResource[]): readonly SettledResource[] {
  return resources
    .map((resource) => ({
      urn: `${resource.urn}${resource.delete === true ? " (to be deleted)" : ""}`,
      // A provider is known by a number that the engine draws, and a key by its own.
      id: /^pulumi:|privateKey:PrivateKey$/.test(resource.type) ? "" : (resource.id ?? ""),
      parent: resource.parent ?? "",
      provider: urnOf(resource.provider ?? ""),
      isProtected: resource.protect ?? false,
      dependencies: [...(resource.dependencies ?? [])].sort(),
      inputs: withoutSecrets(sharesOf(resource, resource.inputs ?? {})),
      outputs: withoutSecrets(sharesOf(resource, resource.outputs ?? {})),
    }))
    .sort((one, other) => (one.urn < other.urn ? -1 : 1));
}

/** A key that is made a second time is another one. */
const drawn = ["publicKeyPem", "publicKeyOpenssh"];

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

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  if (specialSigKey in value && value[specialSigKey] === specialSecretSig) return "[secret]";
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) => [
      key,
      drawn.includes(key) ? "[drawn]" : withoutSecrets(of),
    ]),
  );
}
