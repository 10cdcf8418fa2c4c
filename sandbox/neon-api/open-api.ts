import { readFileSync } from "node:fs";
import { load } from "js-yaml";

/** A JSON value that is an object. */
export type Values = Readonly<Record<string, unknown>>;

/** The part of Neon's published description (OpenAPI 3.0) that requests and replies are checked against. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

type PathItem = Readonly<Record<string, Operation>> & {
  readonly parameters?: readonly Values[];
};

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Values[];
  readonly requestBody?: Values & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Values>>;
}

/** Reads the description that comes with the client's package. */
export function readDocument(): OpenApiDocument {
  const path = require.resolve("@neondatabase/api-client/public-v2-for-users.gen.yaml");
  return load(readFileSync(path, "utf8")) as OpenApiDocument;
}

/** What a `$ref` names; anything else is returned as it is. */
export function resolve(document: OpenApiDocument, value: Values): Values {
  if (typeof value.$ref !== "string") return value;
  const [, kind = "", name = ""] = /^#\/components\/(\w+)\/(\w+)$/.exec(value.$ref) ?? [];
  const target = document.components[kind]?.[name];
  if (target === undefined) throw new Error(`the API description has no ${value.$ref}`);
  return resolve(document, target);
}

const keywords = new Set(
  "type enum format pattern minimum maximum minLength maxLength maxProperties".split(" "),
);
const annotations = /^(description|example|examples|default|deprecated|title|x-.+)$/;

/**
 * The JSON schema of an OpenAPI one, with `$ref` and `allOf` written out, so that an object can be closed: what the
 * description does not name is refused.
 */
export function toJsonSchema(document: OpenApiDocument, source: Values): Values {
  const schema = resolve(document, source);
  const parts = ((schema.allOf ?? []) as readonly Values[]).map((part) =>
    toJsonSchema(document, part),
  );
  const own: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (keywords.has(key)) own[key] = value;
    else if (key === "items") own.items = toJsonSchema(document, value as Values);
    else if (key === "required") own.required = value;
    else if (key === "properties") own.properties = eachSchema(document, value as Values);
    else if (key === "additionalProperties") {
      own.additionalProperties =
        typeof value === "boolean" ? value : toJsonSchema(document, value as Values);
    } else if (key !== "allOf" && key !== "nullable" && !annotations.test(key)) {
      throw new Error(`the checker does not know the schema keyword ${key}`);
    }
  }
  const merged = [...parts, own].reduce(merge, {});
  if (merged.type === "object" || merged.properties !== undefined) {
    merged.type = "object";
    merged.additionalProperties ??= false;
  }
  return schema.nullable === true ? orNull(merged) : merged;
}

function eachSchema(document: OpenApiDocument, properties: Values): Values {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      toJsonSchema(document, schema as Values),
    ]),
  );
}

function merge(left: Values, right: Values): Record<string, unknown> {
  const properties = { ...(left.properties as Values), ...(right.properties as Values) };
  const required = [
    ...((left.required ?? []) as string[]),
    ...((right.required ?? []) as string[]),
  ];
  return {
    ...left,
    ...right,
    ...(left.properties !== undefined || right.properties !== undefined ? { properties } : {}),
    ...(required.length > 0 && { required }),
  };
}

function orNull(schema: Values): Values {
  return {
    ...schema,
    type: [schema.type, "null"],
    ...(schema.enum !== undefined && { enum: [...(schema.enum as unknown[]), null] }),
  };
}
