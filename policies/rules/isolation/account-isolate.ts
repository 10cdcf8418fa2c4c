import type { PolicyResource } from "../../resource";
import { estateRule, type Scoped, violationOf } from "../../rule";
import { sharing, tenancies, type Tenancy } from "../../tenancies";

/** What a stack is in, or why it could not be read. */
type Ids = ReadonlySet<string> | Error;

/** The vendor's provider is what the verdict is on. A pull request's environment lives in dev's on purpose. */
export const accountIsolate = estateRule({
  id: "account-isolate",
  severity: "critical",
  title: "No two environments live in one AWS account or Cloudflare zone",
  why: "it is the only boundary that a mistaken policy can't cross",
  source: "ISO-1",
  fix: "Give the environment one of its own.",
  *check(estate) {
    const permanent = estate.filter(({ tier }) => tier !== "preview");
    for (const tenancy of tenancies.filter(({ shared }) => shared === "never")) {
      const holders = permanent.map((scoped) => ({ scoped, ids: idsIn(scoped, tenancy) }));
      for (const { scoped, ids } of holders) {
        if (!(ids instanceof Error) && ids.size === 0) continue;
        const outcome = () => {
          if (ids instanceof Error) throw ids;
          return violationOf(
            [...ids].flatMap((id) =>
              sharing(
                tenancy,
                id,
                holders
                  .filter((other) => other.scoped !== scoped && holds(other.ids, id))
                  .map((other) => other.scoped.stack),
              ),
            ),
          );
        };
        for (const resource of placesIn(scoped, tenancy)) {
          yield { stack: scoped.stack, resource, outcome };
        }
      }
    }
  },
});

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
