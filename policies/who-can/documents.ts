import type { Policy, Statement } from "../../iam/policy";
import { oncePerObject, oncePerText } from "../once";
import { asList, documentAt, isRecord, isText, statementsIn } from "../read";
import type { PolicyResource, Properties } from "../resource";

const elements = ["Action", "NotAction", "Resource", "NotResource"] as const;
const known = [...elements, "Sid", "Effect", "Principal", "NotPrincipal", "Condition"];

/** What limits nobody. */
export const everything: Policy = {
  name: "everything",
  statements: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  hasVariables: false,
};

/**
 * The policy that a resource holds.
 *
 * @throws Error where IAM would refuse it: what it then says is anybody's guess.
 */
export function policyAt(resource: PolicyResource, path: string): Policy {
  return policiesOf(resource)(path);
}

const policiesOf = oncePerObject((resource: PolicyResource) =>
  oncePerText((path) => read(resource, path)),
);

function read({ name, props }: PolicyResource, path: string): Policy {
  const document = documentAt(props, path);
  const statements = statementsIn(document, path).map((statement) => {
    const wrong = wrongIn(statement);
    if (wrong !== undefined) throw new Error(`${path} holds a statement with ${wrong}`);
    return statement as unknown as Statement;
  });
  return { name, statements, hasVariables: document.Version === "2012-10-17" };
}

function wrongIn(statement: Properties): string | undefined {
  const { Effect, Condition } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") return "another Effect than Allow or Deny";
  const strange = Object.keys(statement).find((key) => !known.includes(key));
  if (strange !== undefined) return `the element "${strange}"`;
  if ("Action" in statement === "NotAction" in statement) return "no Action, or two";
  const empty = elements.find((key) => key in statement && !areTexts(statement[key]));
  if (empty !== undefined) return `a ${empty} that is no text`;
  const named = [statement.Principal, statement.NotPrincipal].filter((each) => each !== undefined);
  if (
    !named.every((each) => each === "*" || (isRecord(each) && Object.values(each).every(areTexts)))
  )
    return "a Principal that is nobody";
  const isConditional = Condition === undefined || isRecord(Condition);
  return isConditional && Object.values(Condition ?? {}).every(isRecord)
    ? undefined
    : "a Condition that is no object";
}

function areTexts(value: unknown): boolean {
  const list = asList(value);
  return list.length > 0 && list.every(isText);
}

/** How a message names a statement. */
export function labelOf(policy: Policy, statement: Statement): string {
  return `${policy.name}/${statement.Sid ?? String(policy.statements.indexOf(statement) + 1)}`;
}
