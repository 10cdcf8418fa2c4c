import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { assert } from "chai";
import { isMap } from "../../../providers/server/wire";
import type { Operation } from "./operation";

/** @throws AssertionError unless `up` did what a preview planned: each resource, with every input that was known. */
export function assertAsPlanned(done: Operation, planned: Operation): void {
  assert.deepEqual(operationsOf(done), operationsOf(planned));
  const made = new Map(done.steps.map(({ urn, inputs }) => [urn, inputs]));
  for (const { urn, inputs } of planned.steps) {
    assert.deepEqual(known(inputs, made.get(urn)), inputs, urn);
  }
}

function operationsOf({ steps }: Operation): readonly string[] {
  return steps.map(({ operation, urn }) => `${operation} ${urn}`).sort();
}

/** The made value, as unknown as the planned one was. */
function known(planned: unknown, made: unknown): unknown {
  if (planned === rpc.unknownValue) return planned;
  if (Array.isArray(planned) && Array.isArray(made)) {
    return made.map((item: unknown, index) => known(planned[index], item));
  }
  if (!isMap(planned) || !isMap(made)) return made;
  return Object.fromEntries(
    [...new Set([...Object.keys(planned), ...Object.keys(made)])]
      .filter((key) => key in planned || made[key] !== undefined)
      .map((key) => [key, known(planned[key], made[key])]),
  );
}
