import * as rpc from "@pulumi/pulumi/runtime/rpc";

type Wire = unknown;
type WireMap = Readonly<Record<string, Wire>>;

/**
 * Properties as the engine hands them to transforms: a secret, an unknown, and a property that was made from resources
 * is an Output there.
 *
 * @param dependencies - URNs that a property's value was made from.
 */
export function withOutputValues(
  properties: WireMap,
  dependencies: Readonly<Record<string, readonly string[]>>,
): Record<string, Wire> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const upgraded = upgrade(value);
      const urns = dependencies[key];
      if (urns === undefined) return [key, upgraded];
      return [
        key,
        { ...(isOutput(upgraded) ? upgraded : output({ value: upgraded })), dependencies: urns },
      ];
    }),
  );
}

/** URNs that the Outputs in a value were made from, sorted. */
export function dependenciesIn(value: Wire): readonly string[] {
  return [...new Set(collect(value))].sort();
}

function upgrade(value: Wire): Wire {
  if (value === rpc.unknownValue) return output({});
  if (Array.isArray(value)) return value.map(upgrade);
  if (typeof value !== "object" || value === null) return value;
  const map = value as WireMap;
  switch (map[rpc.specialSigKey]) {
    case rpc.specialSecretSig:
      return output({ value: upgrade(map.value), secret: true });
    case undefined:
      return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, upgrade(item)]));
    default:
      return map;
  }
}

function output(parts: { readonly value?: Wire; readonly secret?: boolean }): WireMap {
  return { [rpc.specialSigKey]: rpc.specialOutputValueSig, ...parts };
}

function isOutput(value: Wire): value is WireMap {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as WireMap)[rpc.specialSigKey] === rpc.specialOutputValueSig
  );
}

function collect(value: Wire): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = isOutput(value) ? (value.dependencies as readonly string[] | undefined) : undefined;
  return [...(own ?? []), ...Object.values(value).flatMap(collect)];
}
