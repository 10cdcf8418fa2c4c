import type { PolicyResource } from "../../resource";
import { estateRule, violationOf } from "../../rule";
import { knownTexts } from "../../texts";
import { listed } from "../../wording";
import { aSecret, partsOf, tellIdentities } from "./identities";

/** A shorter text is no sign of a secret that is the same. */
const shortest = 8;

/** A pull request's environment lives in dev's, so it shares dev's on purpose. */
export const identityIsolate = estateRule({
  id: "identity-isolate",
  severity: "critical",
  title: "No two environments share a bucket, a database, a key, a secret or a login",
  why: "what one reads, writes, restores or empties there is the other's",
  source: "ISO-4",
  fix: "Give the environment one of its own, named after it.",
  *check(estate) {
    const judged = estate.flatMap(({ stack, environment, index }) =>
      index.resources.map((resource) => {
        const side = environment.within?.name ?? stack;
        return { stack, side, resource, ...identitiesOf(resource) };
      }),
    );
    const holders = new Map<string, Set<string>>();
    for (const { side, identities } of judged) {
      for (const which of identities.keys()) {
        const sides = holders.get(which);
        if (sides === undefined) holders.set(which, new Set([side]));
        else sides.add(side);
      }
    }
    for (const { stack, side, resource, texts, identities, unread } of judged) {
      const shared = new Map<string, Set<string>>();
      for (const [which, what] of [...identities, ...secretsIn(texts, holders)]) {
        for (const other of holders.get(which) ?? []) {
          if (other !== side) shared.set(what, (shared.get(what) ?? new Set()).add(other));
        }
      }
      if (identities.size + shared.size === 0 && unread === undefined) continue;
      const outcome = () => {
        if (shared.size === 0 && unread !== undefined) throw unread;
        return violationOf(
          [...shared].map(
            ([what, others]) => `shares ${what} with ${listed([...others].sort(), "and")}`,
          ),
        );
      };
      yield { stack, resource, outcome };
    }
  },
});

/** Its texts, what it is by, or holds, with its kind, and why the rest could not be read. */
function identitiesOf(resource: PolicyResource): {
  readonly texts: readonly string[];
  readonly identities: ReadonlyMap<string, string>;
  readonly unread: Error | undefined;
} {
  const texts: string[] = [];
  const unknown = knownTexts(resource.props, (text) => {
    texts.push(text);
  });
  const identities = new Map<string, string>();
  const unread = tellIdentities(resource, texts, (what, which) => {
    identities.set(`${what} ${which}`, what);
  });
  return { texts, identities, unread: unread ?? unknown };
}

/** Secrets that somebody holds and that stand in its texts. */
function secretsIn(
  texts: readonly string[],
  held: ReadonlyMap<string, unknown>,
): [string, string][] {
  return texts
    .filter((text) => text.length >= shortest)
    .flatMap(partsOf)
    .map((part) => `${aSecret} ${part}`)
    .filter((which) => held.has(which))
    .map((which) => [which, aSecret]);
}
