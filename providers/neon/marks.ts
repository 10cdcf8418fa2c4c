import * as rpc from "@pulumi/pulumi/runtime/rpc";
import type { CheckProblem } from "../server/provider";
import { holdsSecret, revealMap, secret, type WireMap } from "../server/wire";
import type { AnyOutputFields } from "./schema/field";
import { isObject, type Values } from "./schema/values";

/** The values without marks; what is not known yet is left out. */
export function plain(wire: WireMap): Values {
  return withoutUndefined(revealMap(wire, undefined));
}

/** The values without what is `undefined`, at any depth. */
export function withoutUndefined(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, isObject(value) ? withoutUndefined(value) : value]),
  );
}

/** Marks what is marked in `known`. */
export function stillSecret(known: WireMap, values: Values): WireMap {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      holdsSecret(known[name]) ? secret(value) : value,
    ]),
  );
}

/** Marks what its table calls secret. */
export function marked(fields: AnyOutputFields, outputs: Values): WireMap {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, fields[name]?.secret === true ? secret(value) : value]),
  );
}

export function unknownOutputs(fields: AnyOutputFields): WireMap {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.secret === true ? secret(rpc.unknownValue) : rpc.unknownValue,
    ]),
  );
}

/** The part of a state that a table names. */
export function partIn(fields: Readonly<Record<string, unknown>>, state: WireMap): WireMap {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name in fields));
}

/** Reasons quote what is wrong; of a secret they must not. */
export function withoutSecrets(
  inputs: WireMap,
  problems: readonly CheckProblem[],
): readonly CheckProblem[] {
  return problems.map(({ property, reason }) => {
    const [name = ""] = property.split(/[.[]/);
    if (!holdsSecret(inputs[name])) return { property, reason };
    const hidden = textsIn(revealMap(inputs, undefined)[name]);
    return {
      property,
      reason: hidden.reduce((text, each) => text.replaceAll(each, "[secret]"), reason),
    };
  });
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (isObject(value)) return Object.values(value).flatMap(textsIn);
  return typeof value === "string" && value !== "" ? [value] : [];
}
