import { notApplicable, resourceRule, violationOf } from "../../rule";
import { sharing, tenancies } from "../../tenancies";

const shareable = tenancies.filter(({ shared }) => shared === "by waiver");

/**
 * Waivable, since a team may have one of each only, and buys another as it grows. Read from environments.yaml, to which
 * `account-require-own` holds what is declared, so that one stack alone shows it and the engine may judge it too.
 */
export const tenantIsolate = resourceRule({
  id: "tenant-isolate",
  severity: "critical",
  title: "No two environments share a Cloudflare account or a Neon organisation",
  why: "the vendor's keys reach all of it, so that staging's key is production's",
  source: "ISO-1",
  fix: "Give the environment one of its own, or waive it for as long as it takes.",
  waivable: "everywhere",
  types: [...new Set(shareable.map(({ provider }) => provider))],
  check({ type }, { environment, data }) {
    const own = shareable
      .filter(({ provider }) => provider === type)
      .flatMap((tenancy) => environment[tenancy.list].map((id) => ({ tenancy, id })));
    if (own.length === 0) return notApplicable;
    const others = [...data.environments.values()].filter(({ name }) => name !== environment.name);
    return violationOf(
      own.flatMap(({ tenancy, id }) =>
        sharing(
          tenancy,
          id,
          others.filter((other) => other[tenancy.list].includes(id)).map(({ name }) => name),
        ),
      ),
    );
  },
});
