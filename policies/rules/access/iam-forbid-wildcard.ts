import { type Environment, ownEnvironments } from "../../environments";
import { asList, isText } from "../../read";
import type { Properties } from "../../resource";
import { notApplicable, resourceRule, type Scope, violationOf } from "../../rule";
import { actionsOf, grantingTypes, isBoundary, statementLabel, statementsOf } from "./granted";

/** Readers need a few examples, not every pattern of a long policy. */
const shown = 3;

export const iamForbidWildcard = resourceRule({
  id: "iam-forbid-wildcard",
  severity: "medium",
  title: "A wildcard in what a role may do has a reason that is written down",
  why: "what a pattern takes in grows by itself",
  source: "PRC-3",
  fix: "Name what it may use, or give the reason under wildcards in policies/environments.yaml.",
  waivable: "everywhere",
  also: ["AS-IAM5"],
  types: grantingTypes,
  check(resource, scope) {
    const statements = statementsOf(resource).filter(({ Effect }) => Effect !== "Deny");
    if (statements.length === 0 || isBoundary(resource, scope)) return notApplicable;
    const own = ownEnvironments(scope.environment);
    const found = statements.flatMap((statement) =>
      wildcardsOf(statement, own)
        .filter((wildcard) => !isRecorded(wildcard, statement, own, scope))
        .map((wildcard) => `allows ${wildcard}${statementLabel(statement)} for no recorded reason`),
    );
    const more = found.length - shown;
    return violationOf([...found.slice(0, shown), ...(more > 0 ? [`${String(more)} more`] : [])]);
  },
});

function wildcardsOf(statement: Properties, own: readonly Environment[]): readonly string[] {
  const opposite = ["NotAction", "NotResource"].filter((key) => key in statement);
  const actions = actionsOf(statement).filter((action) => /[*?]/.test(action));
  const resources = asList(statement.Resource)
    .map(String)
    .filter((resource) => /[*?]/.test(resource) && !isOwn(resource, own));
  return [...opposite, ...actions, ...resources];
}

/** Whether what a pattern leaves open lies within the environment's own name, in its own account. */
function isOwn(arn: string, own: readonly Environment[]): boolean {
  const [, account, name] = /^arn:[^:*?]+:[^:*?]+:[^:]*:(\d{12})?:([^*?]+)/.exec(arn) ?? [];
  return (
    name !== undefined &&
    own.some(({ names }) => names.some((each) => name.includes(each))) &&
    (account === undefined || own.some(({ accounts }) => accounts.includes(account)))
  );
}

function isRecorded(
  wildcard: string,
  { Sid }: Properties,
  own: readonly Environment[],
  { data }: Scope,
): boolean {
  const accounts = own.flatMap((each) => each.accounts);
  const general = accounts.reduce((text, each) => text.replaceAll(each, "<account>"), wildcard);
  return data.wildcards.some(
    ({ statement, actions, resources }) =>
      isText(Sid) &&
      statement === Sid &&
      (actions.includes(wildcard) || resources.includes(general)),
  );
}
