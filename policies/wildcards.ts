import type { Problems } from "./problems";
import { asList, isRecord, textAt } from "./read";
import { texts } from "./text-lists";

/** Wildcards of one statement in a policy, and why it needs them. */
export interface RecordedWildcards {
  /** The statement's Sid. */
  readonly statement: string;
  readonly actions: readonly string[];
  /** ARNs in which `<account>` stands for the environment's own. */
  readonly resources: readonly string[];
}

export function parseWildcards(value: unknown, problems: Problems): readonly RecordedWildcards[] {
  return asList(value).flatMap((entry, index) => {
    const key = `wildcards[${String(index)}]`;
    if (!isRecord(entry)) {
      problems.add(key, "an object is expected");
      return [];
    }
    problems.attempt(`${key}.why`, () => textAt(entry, "why"), "");
    return [
      {
        statement: problems.attempt(`${key}.statement`, () => textAt(entry, "statement"), ""),
        actions: problems.attempt(`${key}.actions`, () => texts(entry, "actions"), []),
        resources: problems.attempt(`${key}.resources`, () => texts(entry, "resources"), []),
      },
    ];
  });
}
