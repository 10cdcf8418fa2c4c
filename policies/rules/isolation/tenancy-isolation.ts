import type { PolicyResource } from "../../resource";
import { estateRule, type EstateRule, type Scoped, violationOf } from "../../rule";
import type { Written } from "../../rule";
import { tenancies, type Tenancy } from "../../tenancies";

/** What a stack is in, or why it could not be read. */
type Ids = ReadonlySet<string> | Error;

/**
 * No two permanent environments are in one account, zone or organisation of the kind. The vendor's provider is what the
 * verdict is on, so that one waiver says it for a stack. A pull request's environment lives in dev's on purpose.
 */
export function tenancyIsolation(shared: Tenancy["shared"], rule: Written): EstateRule {
  return estateRule({
    ...rule,
    *check(estate) {
      const permanent = estate.filter(({ tier }) => tier !== "preview");
      for (const tenancy of tenancies.filter((each) => each.shared === shared)) {
        const holders = permanent.map((scoped) => ({ scoped, ids: idsIn(scoped, tenancy) }));
        for (const { scoped, ids } of holders) {
          if (!(ids instanceof Error) && ids.size === 0) continue;
          for (const resource of placesIn(scoped, tenancy)) {
            const outcome = () => {
              if (ids instanceof Error) throw ids;
              return violationOf(
                [...ids].flatMap((id) => {
                  const others = holders
                    .filter((other) => other.scoped !== scoped && holds(other.ids, id))
                    .map((other) => other.scoped.stack);
                  return others.length === 0 ? [] : [sharing(tenancy, id, others)];
                }),
              );
            };
            yield { stack: scoped.stack, resource, outcome };
          }
        }
      }
    },
  });
}

function sharing({ what, consequence }: Tenancy, id: string, others: readonly string[]): string {
  return `is in the ${what} ${id} with ${[...others].sort().join(" and ")}: ${consequence}`;
}

function idsIn({ index }: Scoped, { idsOf }: Tenancy): Ids {
  try {
    return new Set(index.resources.flatMap(idsOf));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function placesIn({ index }: Scoped, { provider }: Tenancy): readonly PolicyResource[] {
  const providers = index.ofType(provider);
  return providers.length === 0 ? [index.root] : providers;
}

function holds(ids: Ids, id: string): boolean {
  return !(ids instanceof Error) && ids.has(id);
}
