import * as rpc from "@pulumi/pulumi/runtime/rpc";

/** A property value as the engine sends it: JSON, in which a signature marks secrets and references to resources. */
export type Wire = unknown;
export type WireMap = Readonly<Record<string, Wire>>;

export function isMap(wire: Wire): wire is WireMap {
  return typeof wire === "object" && wire !== null && !Array.isArray(wire);
}

/** The value with secrets revealed and `unknown` in place of what the engine does not know yet. */
export function reveal(wire: Wire, unknown: unknown): unknown {
  if (wire === rpc.unknownValue) return unknown;
  if (Array.isArray(wire)) return wire.map((item) => reveal(item, unknown));
  if (!isMap(wire)) return wire;
  switch (wire[rpc.specialSigKey]) {
    case rpc.specialSecretSig:
      return reveal(wire.value, unknown);
    case rpc.specialResourceSig:
      return reveal(wire.id === "" ? rpc.unknownValue : (wire.id ?? wire.urn), unknown);
    default:
      return revealMap(wire, unknown);
  }
}

export function revealMap(map: WireMap, unknown: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, reveal(value, unknown)]),
  );
}

/** Marks a value as secret, unless it is marked already. */
export function secret(wire: Wire): Wire {
  if (isMap(wire) && wire[rpc.specialSigKey] === rpc.specialSecretSig) return wire;
  return { [rpc.specialSigKey]: rpc.specialSecretSig, value: wire };
}

export function holdsSecret(wire: Wire): boolean {
  if (Array.isArray(wire)) return wire.some(holdsSecret);
  if (!isMap(wire)) return false;
  return wire[rpc.specialSigKey] === rpc.specialSecretSig || Object.values(wire).some(holdsSecret);
}

export function holdsUnknown(wire: Wire): boolean {
  if (wire === rpc.unknownValue) return true;
  if (Array.isArray(wire)) return wire.some(holdsUnknown);
  return isMap(wire) && Object.values(wire).some(holdsUnknown);
}
