import { optional, recordsIn, textAt } from "../read";
import type { PolicyResource, Properties } from "../resource";
import { regionOf } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";
import { type Protection, always } from "./protection";

const repositoryType = "aws:ecr/repository:Repository";
const replicationType = "aws:ecr/replicationConfiguration:ReplicationConfiguration";

/** A registry copies the images of repositories by the beginning of their names, into those of the same name elsewhere. */
export function repositoryProtections(
  repository: PolicyResource,
  stack: StackIndex,
): readonly Protection[] {
  const name = textAt(repository.props, "name");
  const home = regionOf(repository);
  const others = stack
    .holding(repositoryType, "name", name)
    .flatMap((other) => regionOf(other) ?? [])
    .filter((region) => region !== home);
  return stack.ofType(replicationType).flatMap(({ props, urn }) =>
    recordsIn(props, "replicationConfiguration.rules")
      .filter((rule) => copies(rule, name))
      .flatMap((rule) => {
        const into = recordsIn(rule, "destinations").map((each) => textAt(each, "region"));
        // Either side of a copy is the other's.
        const elsewhere = into.includes(home ?? "") ? others : into;
        return elsewhere.map((region): Protection => ({
          means: "replica",
          made: always,
          region,
          by: urn,
        }));
      }),
  );
}

function copies(rule: Properties, name: string): boolean {
  const filters = recordsIn(rule, "repositoryFilters");
  return (
    filters.length === 0 ||
    filters.some((filter) => name.startsWith(optional(textAt, filter, "filter") ?? ""))
  );
}
