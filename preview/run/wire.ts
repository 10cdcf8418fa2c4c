import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { Secret, Unknown, type Tree, type TreeMap } from "../report/tree";
import { hashedArchive, hashedAsset } from "./asset-hash";

/** From the engine's wire form, in which a signature marks secrets, assets and references to resources. */
export function fromWire(wire: unknown): Tree {
  if (wire === rpc.unknownValue) return Unknown.value;
  if (wire === null || wire === undefined) return null;
  if (typeof wire === "string" || typeof wire === "number" || typeof wire === "boolean") {
    return wire;
  }
  if (Array.isArray(wire)) return wire.map(fromWire);
  const map = wire as Readonly<Record<string, unknown>>;
  switch (map[rpc.specialSigKey]) {
    case rpc.specialSecretSig:
      return new Secret(fromWire(map.value));
    case rpc.specialOutputValueSig:
      return outputFromWire(map);
    case rpc.specialResourceSig:
      return fromWire(map.id === undefined || map.id === "" ? map.urn : map.id);
    case rpc.specialAssetSig:
      return hashedAsset(mapFromWire(map));
    case rpc.specialArchiveSig:
      return hashedArchive(mapFromWire(map));
    default:
      return mapFromWire(map);
  }
}

function outputFromWire({ value, secret }: Readonly<Record<string, unknown>>): Tree {
  const tree = value === undefined ? Unknown.value : fromWire(value);
  return secret === true ? new Secret(tree) : tree;
}

export function mapFromWire(wire: Readonly<Record<string, unknown>>): TreeMap {
  const map: Record<string, Tree> = {};
  for (const [key, value] of Object.entries(wire)) {
    if (value !== undefined && key !== rpc.specialSigKey) map[key] = fromWire(value);
  }
  return map;
}

/** Back to the wire form, for the answer to the program. */
export function toWire(tree: Tree): unknown {
  if (tree instanceof Secret) {
    return { [rpc.specialSigKey]: rpc.specialSecretSig, value: toWire(tree.value) };
  }
  if (tree instanceof Unknown) return rpc.unknownValue;
  if (tree === null || typeof tree !== "object") return tree;
  if (Array.isArray(tree)) return tree.map(toWire);
  return mapToWire(tree as TreeMap);
}

export function mapToWire(map: TreeMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, toWire(value)]));
}
