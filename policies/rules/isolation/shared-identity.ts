import type { PolicyResource } from "../../resource";
import { compliant, type EstateRule, estateRule, violation, type Written } from "../../rule";

/** What a resource is by, or holds, that no other environment's may be: as text to compare, never to print. */
type IdentitiesOf = (resource: PolicyResource) => readonly string[];

export interface Isolation extends Written {
  /** What must not be shared. */
  readonly what: string | ((resource: PolicyResource) => string);
  /** Type tokens of the resources judged. */
  readonly types: readonly string[] | "all";
  readonly identitiesOf: IdentitiesOf;
}

/**
 * No two permanent environments share what the resources are identified by. A pull request's environment lives in
 * dev's, so it shares dev's on purpose.
 */
export function isolate({ what, types, identitiesOf, ...rule }: Isolation): EstateRule {
  return estateRule({
    ...rule,
    *check(estate) {
      const permanent = estate.filter(({ tier }) => tier !== "preview");
      const holders = new Map<string, Set<string>>();
      const judged: Judged[] = [];
      for (const { stack, index } of permanent) {
        for (const resource of index.of(types)) {
          const identities = attempt(() => identitiesOf(resource));
          if (!(identities instanceof Error) && identities.length === 0) continue;
          judged.push({ stack, resource, identities });
          if (identities instanceof Error) continue;
          for (const identity of identities) {
            const stacks = holders.get(identity);
            if (stacks === undefined) holders.set(identity, new Set([stack]));
            else stacks.add(stack);
          }
        }
      }
      for (const { stack, resource, identities } of judged) {
        yield {
          stack,
          resource,
          outcome: () => {
            if (identities instanceof Error) throw identities;
            const others = new Set(
              identities.flatMap((identity) => [...(holders.get(identity) ?? [])]),
            );
            others.delete(stack);
            return others.size === 0
              ? compliant
              : violation(
                  `shares ${typeof what === "string" ? what : what(resource)} with ${[...others].sort().join(" and ")}`,
                );
          },
        };
      }
    },
  });
}

interface Judged {
  readonly stack: string;
  readonly resource: PolicyResource;
  /** What was read, or why it could not be. */
  readonly identities: readonly string[] | Error;
}

function attempt<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
