import { meetsConditions } from "./condition";
import { matches, resolved } from "./pattern";
import { listOf, type OneOrMore, type Policy, type Principal, type Statement } from "./policy";
import { accountOf, type AccessRequest } from "./request";

/** How a statement of a resource's policy means whoever asks: by name, or by their account, which then decides. */
export type Naming = "by name" | "by account";

/** Whether a statement is about the request, whoever asks. */
export function isAbout(statement: Statement, policy: Policy, request: AccessRequest): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const { action, resource, context } = request;
  const means = (patterns: OneOrMore<string> | undefined) =>
    listOf(patterns)
      .map((pattern) => (policy.hasVariables ? resolved(pattern, context) : pattern))
      .some((pattern) => pattern !== undefined && matches(pattern, resource));
  return (
    (NotAction === undefined
      ? listOf(Action).some(names(action))
      : !listOf(NotAction).some(names(action))) &&
    (NotResource === undefined ? Resource === undefined || means(Resource) : !means(NotResource)) &&
    meetsConditions(statement, policy, context)
  );
}

/** How a statement names whoever asks; `undefined` where it does not. */
export function namingOf(
  { Principal: named, NotPrincipal: others }: Statement,
  request: AccessRequest,
): Naming | undefined {
  if (others !== undefined) return namingIn(others, request) === undefined ? "by name" : undefined;
  return named === undefined ? undefined : namingIn(named, request);
}

function namingIn(
  principal: Principal,
  { principal: arn, session }: AccessRequest,
): Naming | undefined {
  if (principal === "*") return "by name";
  const account = accountOf(arn);
  const listed = Object.values(principal).flatMap((each) => listOf(each));
  if (listed.some((each) => each === "*" || each === arn || each === session)) return "by name";
  const whole = [account, `arn:aws:iam::${account}:root`];
  return account !== "" && listed.some((each) => whole.includes(each)) ? "by account" : undefined;
}

function names(action: string): (pattern: string) => boolean {
  return (pattern) => matches(pattern, action, true);
}
