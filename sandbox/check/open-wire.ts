import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { isMap, type Wire } from "../../providers/server/wire";
import type { Opened } from "./check";

/** A value as the engine sends it; a reference to a resource stands for the resource's id. */
export function openWire(wire: Wire): Opened {
  if (wire === rpc.unknownValue) return { value: undefined, isKnown: false, isSecret: false };
  if (!isMap(wire)) return { value: wire, isKnown: true, isSecret: false };
  switch (wire[rpc.specialSigKey]) {
    case rpc.specialSecretSig:
      return { ...openWire(wire.value), isSecret: true };
    case rpc.specialResourceSig:
      return openWire(wire.id === "" ? rpc.unknownValue : (wire.id ?? wire.urn));
    default:
      return { value: wire, isKnown: true, isSecret: false };
  }
}
