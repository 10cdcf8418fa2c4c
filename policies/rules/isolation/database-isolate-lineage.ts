import { textAt } from "../../read";
import { stackRule, violationOf } from "../../rule";
import { neonInside } from "../backup/neon";
import { isOwnDatabase } from "./own-databases";

export const databaseIsolateLineage = stackRule({
  id: "database-isolate-lineage",
  severity: "critical",
  title: "A database below production is made from nothing of another environment",
  why: "a copy of production's data is production's data",
  source: "DAT-2",
  fix: "Make it empty.",
  waivable: "never",
  types: neonInside,
  tiers: ["preview", "dev", "staging"],
  check(resource, scope, stack) {
    if (isOwnDatabase(resource, "projectId", scope, stack)) {
      return violationOf([]);
    }
    const project = textAt(resource.props, "projectId");
    return violationOf(
      [`lives in the Neon project "${project}", which is none of ${scope.environment.name}'s`],
      `Make the project in this stack, or list its id under databases of ${scope.environment.name} in policies/environments.yaml.`,
    );
  },
});
