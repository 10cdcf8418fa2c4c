import { ownEnvironments } from "../../environments";
import type { PolicyResource, Properties } from "../../resource";
import { notApplicable, type Scope, stackRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { actionsOf, attachedBy, statementsOf } from "./granted";
import { grantsTo } from "./grants";
import { claimValues, githubTrustsOf, roleType } from "./trust";

/** Readers need a few examples, not every action of a long policy. */
const shown = 3;

const verbs = ["Describe", "Get", "List", "View"];

/** What looks at things. A key decrypts the state that a preview compares with. */
const reading = new RegExp(`^(?:[a-z0-9-]+:(?:${verbs.join("|")})[A-Za-z]*\\*?|kms:Decrypt)$`);

/** What looks at secrets. */
const revealing = /^(?:secretsmanager:(?:Batch)?Get(?:\*|Secret)|ssm:Get(?:\*|Parameter))/i;

export const previewRoleForbidWrite = stackRule({
  id: "preview-role-forbid-write",
  severity: "critical",
  title: "The role of pull requests' previews changes nothing and reads no secret",
  why: "its jobs run code that nobody has reviewed",
  source: "PRC-7",
  fix: `Allow ${listed(verbs, "and")} actions only, in a policy of the role's own.`,
  waivable: "never",
  types: [roleType],
  check(role, scope, stack) {
    if (!isOfPreviews(role, scope)) return notApplicable;
    const granting = grantsTo(role, stack);
    const statements = granting.flatMap(statementsOf).filter(({ Effect }) => Effect !== "Deny");
    const actions = statements
      .flatMap(actionsIn)
      .filter((action) => !reading.test(action) || revealing.test(action));
    const more = actions.length - shown;
    return violationOf([
      ...granting.flatMap(attachedBy).map((arn) => `may do whatever ${arn} allows`),
      ...actions.slice(0, shown).map((action) => `may ${action}`),
      ...(more > 0 ? [`${String(more)} more`] : []),
    ]);
  },
});

function isOfPreviews(role: PolicyResource, { environment }: Scope): boolean {
  const previews = ownEnvironments(environment).flatMap((own) => own.previewEnvironments);
  return githubTrustsOf(role).some((trust) =>
    [
      ...claimValues(trust, "environment"),
      ...claimValues(trust, "sub", ["StringEquals", "StringLike"]).map(
        (subject) => subject.split(":environment:")[1],
      ),
    ].some((name) => name !== undefined && previews.includes(name)),
  );
}

function actionsIn(statement: Properties): readonly string[] {
  return "NotAction" in statement ? ["everything but a few actions"] : actionsOf(statement);
}
