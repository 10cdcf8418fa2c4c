import type { Value, Values } from "../report/report";
import { canonical, isList, isMap, parseDocument } from "./property-changes";

/** Who may do what on what: a statement of an IAM policy, resolved as far as comparing needs. */
interface Grant {
  readonly effect: "Allow" | "Deny";
  readonly principal: string;
  readonly resource: string;
  readonly condition: string;
  readonly actions: ReadonlySet<string>;
}

/**
 * What the IAM documents among a resource's inputs allow after a change and did not before, one sentence each: actions
 * newly allowed, and denials that are gone. A statement that is only split, moved or renamed says nothing.
 */
export function grantsGained(before: Values, after: Values): string[] {
  const was = grantsOf(before);
  const is = grantsOf(after);
  return [
    ...gained(was, is, "Allow").map((grant) => sentence(grant, "may")),
    ...gained(is, was, "Deny").map((grant) => sentence(grant, "is no longer denied")),
  ];
}

function gained(
  before: ReadonlyMap<string, Grant>,
  after: ReadonlyMap<string, Grant>,
  effect: Grant["effect"],
): Grant[] {
  const fresh: Grant[] = [];
  for (const [key, grant] of after) {
    if (grant.effect !== effect) continue;
    const known = before.get(key)?.actions;
    const actions = new Set([...grant.actions].filter((action) => known?.has(action) !== true));
    if (actions.size > 0) fresh.push({ ...grant, actions });
  }
  return mergeResources(fresh);
}

/** The same principal's same actions on several resources read as one grant. */
function mergeResources(grants: readonly Grant[]): Grant[] {
  const merged = new Map<string, Grant>();
  for (const grant of grants) {
    const key = [grant.principal, grant.condition, ...[...grant.actions].sort()].join("\u0000");
    const known = merged.get(key);
    const resource = known === undefined ? grant.resource : `${known.resource}, ${grant.resource}`;
    merged.set(key, { ...grant, resource });
  }
  return [...merged.values()];
}

/** By everything but the actions, so that statements with the same scope add up. */
function grantsOf(inputs: Values): ReadonlyMap<string, Grant> {
  const grants = new Map<string, Grant>();
  for (const statement of statementsOf(inputs)) {
    const effect = statement.Effect === "Deny" ? "Deny" : "Allow";
    const condition = isMap(statement.Condition) ? conditionText(statement.Condition) : "";
    const actions = scope(statement.Action, statement.NotAction);
    for (const principal of principalsOf(statement)) {
      for (const resource of scope(statement.Resource, statement.NotResource)) {
        const key = [effect, principal, resource, condition].join("\u0000");
        const known = grants.get(key)?.actions ?? [];
        const all = new Set([...known, ...actions]);
        grants.set(key, { effect, principal, resource, condition, actions: all });
      }
    }
  }
  return grants;
}

function statementsOf(value: Value | undefined): Values[] {
  if (typeof value === "string") {
    if (!value.includes('"Statement"')) return [];
    const document = parseDocument(value);
    const statements = isMap(document) ? document.Statement : undefined;
    return (isList(statements) ? statements : [statements]).filter(isMap);
  }
  if (isList(value)) return value.flatMap(statementsOf);
  return isMap(value) ? Object.values(value).flatMap(statementsOf) : [];
}

/** The values listed; "everything but" is one value, since taking one from that list allows more. */
function scope(listed: Value | undefined, except: Value | undefined): string[] {
  if (except !== undefined) return [`everything but ${texts(except).join(", ")}`];
  return listed === undefined ? [""] : texts(listed);
}

function principalsOf({ Principal, NotPrincipal }: Values): string[] {
  if (NotPrincipal !== undefined) return [`everyone but ${canonical(NotPrincipal)}`];
  if (Principal === undefined) return [""];
  if (!isMap(Principal)) return texts(Principal).map((text) => (text === "*" ? "everyone" : text));
  return Object.values(Principal)
    .flatMap(texts)
    .map((text) => (text === "*" ? "everyone" : text));
}

function conditionText(condition: Values): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      isMap(keys)
        ? Object.entries(keys).map(
            ([key, value]) => `${key} ${operator} ${texts(value).sort().join(" or ")}`,
          )
        : [],
    )
    .sort()
    .join(" and ");
}

function texts(value: Value): string[] {
  if (isList(value)) return value.flatMap(texts);
  return [typeof value === "string" ? value : canonical(value)];
}

function sentence({ principal, actions, resource, condition }: Grant, verb: string): string {
  const who = principal === "" ? "" : `${principal} `;
  const where = resource === "" ? "" : ` on ${resource}`;
  const when = condition === "" ? "" : ` if ${condition}`;
  return `${who}${verb} ${[...actions].sort().join(", ")}${where}${when}`;
}
