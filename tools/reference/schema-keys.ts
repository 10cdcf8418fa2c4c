import * as z from "zod";
import { expectations, type Expectation } from "../../settings/described";

/** A key that a file may hold, as its schema has it. */
export interface SchemaKey {
  /** Path with `[]` for the items of a list, for example `teams[].id`. */
  readonly key: string;
  /** Whether it must stand in the map that it belongs to. */
  readonly required: boolean;
  /** What stands for it when it is absent; `undefined` where nothing does. */
  readonly default: unknown;
  readonly expectation: Expectation;
}

/** What JSON Schema says of a value, as far as keys go, and what is expected of it. */
interface Node {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly expectation?: Expectation;
}

/**
 * Every key of a schema, those that hold other keys as well.
 *
 * @throws Error for a key that nobody described.
 */
export function keysOf(schema: z.ZodType): readonly SchemaKey[] {
  const root = z.toJSONSchema(schema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      // JSON Schema has no word for the shape of a value; what wraps a schema (a default) takes over what stands in it.
      const expectation = expectations.get(zodSchema);
      if (expectation !== undefined) Object.assign(jsonSchema, { expectation });
    },
  });
  return [...keysBelow(root as Node, "")];
}

function* keysBelow(node: Node, path: string): Generator<SchemaKey> {
  for (const [name, value] of Object.entries(node.properties ?? {})) {
    const key = path === "" ? name : `${path}.${name}`;
    const { expectation } = value;
    if (expectation === undefined) throw new Error(`${key}: its schema does not say what it means`);
    const required = node.required?.includes(name) === true;
    yield { key, required, default: value.default, expectation };
    yield* keysBelow(value, key);
  }
  for (const choice of node.anyOf ?? []) yield* keysBelow(choice, path);
  if (node.items !== undefined) yield* keysBelow(node.items, `${path}[]`);
}
