import { cards } from "../../cards/cards";
import { valuesAt } from "../../cards/inputs";
import { pathsOf, select, type Selection } from "../../cards/selection";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";

const paths: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(cards).flatMap(([type, { own }]) => {
    if (own === undefined) return [];
    const selection = new Map<string, Selection>();
    select(own, selection);
    return [[type, pathsOf(selection)]];
  }),
);

/** What a value was made from is told of whole stacks alone. */
export const referenceRequireOwn = stackRule({
  id: "reference-require-own",
  severity: "high",
  title: "A resource is put on, into and behind resources of its own stack",
  why: "a network, role, key or topic that is named by hand is judged by nobody, and may be anybody's",
  source: "PRC-22",
  fix: "Declare it in this stack and pass its output.",
  waivable: "everywhere",
  types: Object.keys(paths),
  check(resource, _scope, stack) {
    const named = paths[resource.type] ?? [];
    const properties = new Set(named.map((path) => path.split(".", 1)[0] ?? ""));
    return violationOf(
      [...properties].flatMap((property) =>
        foreign(
          stack,
          resource,
          property,
          named.filter((path) => path.split(".", 1)[0] === property),
        ),
      ),
    );
  },
});

/** A property is made from at least as many resources as it names. */
function foreign(
  stack: StackIndex,
  resource: PolicyResource,
  property: string,
  named: readonly string[],
): string[] {
  const values = new Set(named.flatMap((path) => valuesAt(resource.props, path)));
  const made = stack.targets(resource, property).length;
  return values.size > made
    ? [
        `names ${String(values.size)} resources in ${named.join(", ")}, of which this stack declares ${String(made)}`,
      ]
    : [];
}
