import type { Properties } from "../../resource";
import { resourceRule, violationOf } from "../../rule";
import {
  actionsOf,
  attachedBy,
  grantingTypes,
  isEveryAction,
  isOfEverything,
  statementLabel,
  statementsOf,
} from "./granted";

/** AWS's own policies that allow everything, or everything but who may. */
const fullAccess =
  /^arn:[^:]+:iam::aws:policy\/(?:[\w-]+\/)*(?:AdministratorAccess[\w-]*|IAMFullAccess|PowerUserAccess|SystemAdministrator)$/;

export const iamForbidFullAccess = resourceRule({
  id: "iam-forbid-full-access",
  severity: "critical",
  title: "No policy allows everything",
  why: "least privilege",
  source: "PRC-2",
  fix: "Name the actions and the resources.",
  waivable: "never",
  also: ["IAM.1", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_274"],
  types: grantingTypes,
  check(resource) {
    return violationOf([
      ...attachedBy(resource)
        .filter((arn) => fullAccess.test(arn))
        .map((arn) => `attaches ${arn}`),
      ...statementsOf(resource).flatMap((statement) => objectionTo(statement) ?? []),
    ]);
  },
});

function objectionTo(statement: Properties): string | undefined {
  if (statement.Effect !== "Allow" || !isOfEverything(statement)) return undefined;
  // Whatever is not listed is allowed, which is everything but a few.
  return "NotAction" in statement || actionsOf(statement).some(isEveryAction)
    ? `allows every action on every resource${statementLabel(statement)}`
    : undefined;
}
