import type { Properties } from "../../resource";
import {
  notApplicable,
  type ResourceRule,
  resourceRule,
  violationOf,
  type Written,
} from "../../rule";
import {
  actionsOf,
  grantingTypes,
  isBoundary,
  isEveryAction,
  isOfEverything,
  isUnconditional,
  statementLabel,
  statementsOf,
} from "./granted";

/** Readers need a few examples, not every action of a long policy. */
const shown = 3;

export interface Unbounded extends Written {
  /** Those of a statement's actions that must be bounded. */
  readonly pick: (actions: readonly string[]) => readonly string[];
  /** What follows from it, as the end of the sentence. */
  readonly ending?: string;
}

/** No statement without a condition allows on every resource what the pick finds in its actions. */
export function unboundedRule({ pick, ending = "", ...rule }: Unbounded): ResourceRule {
  return resourceRule({
    ...rule,
    types: grantingTypes,
    check(resource, scope) {
      const statements = statementsOf(resource);
      if (statements.length === 0 || isBoundary(resource, scope)) return notApplicable;
      return violationOf(
        statements.filter(isUnbounded).flatMap((statement) => {
          const found = pick(actionsOf(statement).filter((action) => !isEveryAction(action)));
          if (found.length === 0) return [];
          const more = found.length > shown ? ` and ${String(found.length - shown)} more` : "";
          const names = found.slice(0, shown).join(", ");
          return [`allows ${names}${more} on every resource${statementLabel(statement)}${ending}`];
        }),
      );
    },
  });
}

function isUnbounded(statement: Properties): boolean {
  return statement.Effect === "Allow" && isOfEverything(statement) && isUnconditional(statement);
}
