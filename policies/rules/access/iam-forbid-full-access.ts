import { asList, isText } from "../../read";
import type { Properties } from "../../resource";
import { resourceRule, violationOf } from "../../rule";
import {
  actionsOf,
  attachedBy,
  grantingTypes,
  isUnconditional,
  matches,
  statementsOf,
} from "./granted";

/** AWS's own policies that allow everything, or everything but who may. */
const fullAccess =
  /^arn:[^:]+:iam::aws:policy\/(?:[\w-]+\/)*(?:AdministratorAccess[\w-]*|IAMFullAccess|PowerUserAccess|SystemAdministrator)$/;

/** Whoever may do one of these to any role has all rights a moment later. */
const escalations = [
  "iam:AttachRolePolicy",
  "iam:CreatePolicyVersion",
  "iam:PutRolePolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
];

export const iamForbidFullAccess = resourceRule({
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
  const where = isText(statement.Sid) ? ` in "${statement.Sid}"` : "";
  const actions = actionsOf(statement);
  // Whatever is not listed is allowed, which is everything but a few.
  if ("NotAction" in statement || actions.some((action) => /^[*?]+(?::[*?]+)?$/.test(action))) {
    return `allows every action on every resource${where}`;
  }
  const escalation = escalations.find((name) => actions.some((action) => matches(action, name)));
  return escalation !== undefined && isUnconditional(statement)
    ? `allows ${escalation} on every resource${where}, and so everything`
    : undefined;
}

/** Any pattern without a name in it, `arn:aws:*` as well, is every resource. */
function isOfEverything(statement: Properties): boolean {
  return (
    "NotResource" in statement ||
    asList(statement.Resource).some((resource) =>
      /^(?:arn:(?:aws[\w-]*:)?)?[*?][*?:/]*$/.test(String(resource)),
    )
  );
}
