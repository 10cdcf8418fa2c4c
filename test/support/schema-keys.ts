import * as z from "zod";

/** A key that a file may hold, as its schema has it. */
export interface SchemaKey {
  /** Path with `[]` for the items of a list, for example `teams[].id`. */
  readonly key: string;
  /** Whether the file must hold it; a key of an optional map is optional. */
  readonly required: boolean;
  /** What stands for it when it is absent; `undefined` where nothing does. */
  readonly default: unknown;
}

/** What JSON Schema says of a value, as far as keys go. */
interface Node {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

/** Every key that holds a value rather than other keys; one that may hold either counts as well. */
export function keysOf(schema: z.ZodType): readonly SchemaKey[] {
  return [...leaves(z.toJSONSchema(schema, { io: "input" }) as Node, "", true)];
}

function* leaves(node: Node, prefix: string, required: boolean): Generator<SchemaKey> {
  for (const [name, value] of Object.entries(node.properties ?? {})) {
    const key = `${prefix}${name}`;
    const must = required && node.required?.includes(name) === true;
    const inner = [...below(value, key, must)];
    if (inner.length === 0 || value.anyOf !== undefined) {
      yield { key, required: must, default: value.default };
    }
    yield* inner;
  }
}

function* below(node: Node, key: string, required: boolean): Generator<SchemaKey> {
  yield* leaves(node, `${key}.`, required);
  for (const choice of node.anyOf ?? []) yield* leaves(choice, `${key}.`, false);
  if (node.items !== undefined) yield* leaves(node.items, `${key}[].`, required);
}
