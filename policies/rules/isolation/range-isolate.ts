import { ownEnvironments, pullRequestForm } from "../../environments";
import { notApplicable, resourceRule, type Scope, violationOf } from "../../rule";
import { overlaps, rangeAt, rangeOf } from "../network/ranges";
import { rangeEntries, rangeEntryTypes } from "./range-entries";

export const rangeIsolate = resourceRule({
  id: "range-isolate",
  severity: "critical",
  title: "No rule, route or list names addresses of another environment's network",
  why: "an address that is let in is a way in",
  source: "ISO-6",
  fix: "Leave the range out.",
  waivable: "never",
  types: rangeEntryTypes,
  check(resource, scope) {
    const entries = rangeEntries(resource);
    if (entries.length === 0) return notApplicable;
    const foreign = foreignNetworks(scope);
    return violationOf(
      entries.flatMap((entry) => {
        const range = rangeOf(entry);
        if (range === undefined) return [];
        const owners = foreign.filter(({ network }) => overlaps(rangeAt(network), range));
        const names = [...new Set(owners.map(({ owner }) => owner))];
        return names.length === 0
          ? []
          : [`names ${entry}, which holds addresses of ${names.join(", ")}`];
      }),
    );
  },
});

/** What lives in an environment joins with it on purpose. */
function foreignNetworks({ environment, data }: Scope): readonly {
  readonly owner: string;
  readonly network: string;
}[] {
  const own = new Set(ownEnvironments(environment).map(({ name }) => name));
  const form = data.pullRequest?.("<n>");
  return [...data.environments.values(), ...(form === undefined ? [] : [form])]
    .filter((other) => !ownEnvironments(other).some(({ name }) => own.has(name)))
    .flatMap(({ name, tier, networks }) =>
      networks.map((network) => ({ owner: tier === "preview" ? pullRequestForm : name, network })),
    );
}
