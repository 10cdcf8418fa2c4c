import type { Member, Members, Model } from "./model";

/** One of several types: what any of them takes. */
export function merge(parts: readonly Model[], name: string): Model {
  const [first, ...others] = parts;
  if (first === undefined) return { kind: "any", name, rule: undefined };
  if (others.length === 0) return first;
  if (parts.every((part) => part.kind === "structure")) {
    return {
      kind: "structure",
      name,
      members: mergeMembers(
        parts.map(({ members }) => members),
        name,
      ),
    };
  }
  const values = parts.filter((part) => part.kind === first.kind);
  if (values.length < parts.length || !("rule" in first)) {
    // A name may stand for the resource that bears it.
    const text = parts.find(({ kind }) => kind === "string");
    return text ?? { kind: "any", name, rule: undefined };
  }
  const lists = values.map((part) => ("rule" in part ? part.rule?.oneOf : undefined));
  const isClosed = lists.every((list) => list !== undefined);
  return { ...first, name, rule: isClosed ? { oneOf: [...new Set(lists.flat())] } : undefined };
}

function mergeMembers(structures: readonly Members[], name: string): Members {
  const keys = new Set(structures.flatMap((members) => [...members.keys()]));
  return new Map(
    [...keys].map((key) => {
      const members = structures.flatMap((structure) => structure.get(key) ?? []);
      const merged: Member = {
        model: () =>
          merge(
            members.map(({ model }) => model()),
            `${name}.${key}`,
          ),
        required: members.length === structures.length && members.every(({ required }) => required),
        documentation: members[0]?.documentation ?? "",
      };
      return [key, merged];
    }),
  );
}
