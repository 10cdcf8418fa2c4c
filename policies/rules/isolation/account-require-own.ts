import { ownEnvironments } from "../../environments";
import { notApplicable, resourceRule, violation, violationOf } from "../../rule";
import { mustSayWhere, tenancies } from "../../tenancies";

export const accountRequireOwn = resourceRule({
  id: "account-require-own",
  severity: "critical",
  title: "Everything is in an account, zone or organisation of its own environment",
  why: "a wrong id is how one environment acts in another",
  source: "ISO-1",
  fix: "Use the environment's own, as policies/environments.yaml lists them.",
  waivable: "never",
  types: "all",
  check(resource, { environment }) {
    const own = ownEnvironments(environment);
    const said = tenancies.flatMap((tenancy) =>
      tenancy.idsOf(resource).map((id) => ({ ...tenancy, id })),
    );
    if (said.length === 0) {
      return mustSayWhere(resource.type)
        ? violation("does not say which account, zone or organisation it is in")
        : notApplicable;
    }
    return violationOf(
      said
        .filter(({ id, list }) => !own.some((each) => each[list].includes(id)))
        .map(({ id, what }) => `is in the ${what} ${id}, which is none of ${environment.name}'s`),
    );
  },
});
