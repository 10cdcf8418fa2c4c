import { groupBy } from "../../preview/report/group-by";
import { table } from "./markdown";
import type { SchemaKey } from "./schema-keys";

/** The keys of each kind of file, by the kind's name. */
export type KeysByKind = Readonly<Record<string, readonly SchemaKey[]>>;

interface SharedKey extends SchemaKey {
  /** The kinds that have the key, and mean the same by it. */
  readonly kinds: readonly string[];
}

/**
 * A table of keys for every group of kinds that have them in common, below a heading that names the group.
 *
 * @param presets - what has a value for a key that a file may therefore leave out.
 */
export function keyTables(
  keys: KeysByKind,
  heading: (kinds: readonly string[]) => string,
  presets: (key: string) => string | undefined = () => undefined,
): string {
  const groups = groupBy(sharedKeys(keys), ({ kinds }) => heading(kinds));
  const tables = [...groups].map(([title, members]) => {
    const rows = members.map((member) => [
      `\`${member.key}\``,
      member.expectation.meaning,
      member.expectation.expected,
      presets(member.key) ?? defaultOf(member),
    ]);
    return `## ${title}\n\n${table(["Key", "Meaning", "Value", "Default"], rows)}`;
  });
  return tables.join("\n\n");
}

/** Each key once for all kinds that mean the same by it. */
function sharedKeys(keys: KeysByKind): readonly SharedKey[] {
  const all = Object.entries(keys).flatMap(([kind, members]) =>
    members.map((member) => ({ ...member, kind })),
  );
  return [...groupBy(all, ({ key, expectation }) => key + expectation.meaning).values()].flatMap(
    ([first, ...others]) =>
      first === undefined ? [] : [{ ...first, kinds: [first, ...others].map(({ kind }) => kind) }],
  );
}

function defaultOf({ required, default: value, expectation }: SchemaKey): string {
  if (required) return "required";
  if (["string", "number", "boolean"].includes(typeof value)) return `\`${String(value)}\``;
  return expectation.absent ?? "none";
}
