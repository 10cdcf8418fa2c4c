import type { NeonFunction } from "../functions/function";
import type { NeonResource } from "../resources/resource";
import { configurationFields } from "../configuration";
import { version } from "../package.json";
import type { AnyFields, AnyOutputFields, FieldType, ObjectType } from "./field";

/** A part of Pulumi's package schema. */
type Json = Readonly<Record<string, unknown>>;

/**
 * The package in Pulumi's schema language, from which the CLI makes SDKs and documentation.
 *
 * @throws Error when two types of the same name differ.
 */
export function packageSchema(
  resources: readonly NeonResource[],
  functions: readonly NeonFunction[],
): Json {
  const types = new Map<string, Json>();
  return {
    name: "neon",
    version,
    displayName: "Neon",
    description: "Serverless Postgres: projects, branches, computes, roles and databases.",
    keywords: ["pulumi", "neon", "postgres", "category/database", "kind/native"],
    homepage: "https://neon.com",
    publisher: "Platform",
    meta: { supportPack: true },
    config: { variables: properties(configurationFields, types) },
    provider: {
      description: "Access to one Neon organisation.",
      inputProperties: properties(configurationFields, types),
      properties: properties(configurationFields, types),
      type: "object",
    },
    resources: Object.fromEntries(
      resources.map((resource) => [resource.token, resourceSchema(resource, types)]),
    ),
    functions: Object.fromEntries(
      functions.map((each) => [each.token, functionSchema(each, types)]),
    ),
    types: Object.fromEntries(types),
    language: { nodejs: { respectSchemaVersion: true } },
  };
}

function resourceSchema(resource: NeonResource, types: Map<string, Json>): Json {
  const { description, inputs, outputs } = resource;
  return {
    description,
    inputProperties: properties(inputs, types),
    requiredInputs: requiredOf(inputs),
    properties: { ...properties(inputs, types), ...outputProperties(outputs, types) },
    required: [...requiredOf(inputs), ...presentIn(outputs)],
  };
}

function functionSchema(
  { description, inputs, outputs }: NeonFunction,
  types: Map<string, Json>,
): Json {
  return {
    description,
    inputs: { type: "object", properties: properties(inputs, types), required: requiredOf(inputs) },
    outputs: {
      type: "object",
      properties: outputProperties(outputs, types),
      required: presentIn(outputs),
    },
  };
}

function properties(fields: AnyFields, types: Map<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(fields).map(([key, { type, description, change, secret }]) => [
      key,
      {
        ...typeSchema(type, types),
        description,
        ...(secret === true && { secret }),
        ...(change === "replace" && { willReplaceOnChanges: true }),
      },
    ]),
  );
}

function outputProperties(fields: AnyOutputFields, types: Map<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(fields).map(([key, { type, description, secret }]) => [
      key,
      { ...typeSchema(type, types), description, ...(secret === true && { secret }) },
    ]),
  );
}

function typeSchema(type: FieldType, types: Map<string, Json>): Json {
  switch (type.kind) {
    case "string":
    case "integer":
    case "number":
    case "boolean":
      return { type: type.kind };
    case "list":
      return { type: "array", items: typeSchema(type.of, types) };
    case "object":
      return { $ref: `#/types/${define(type, types)}` };
  }
}

/** @returns the token of the type, which is in the schema from then on. */
function define(type: ObjectType, types: Map<string, Json>): string {
  const token = `neon:index:${type.name}`;
  const defined = {
    type: "object",
    description: type.description,
    properties: properties(type.fields, types),
    required: requiredOf(type.fields),
  };
  const other = types.get(token);
  if (other !== undefined && JSON.stringify(other) !== JSON.stringify(defined)) {
    throw new Error(`the schema has two types ${token}; give one of them another name`);
  }
  types.set(token, defined);
  return token;
}

function presentIn(outputs: AnyOutputFields): readonly string[] {
  return Object.entries(outputs)
    .filter(([, { optional }]) => optional !== true)
    .map(([key]) => key);
}

function requiredOf(fields: AnyFields): readonly string[] {
  return Object.entries(fields)
    .filter(([, { required }]) => required === true)
    .map(([key]) => key);
}
