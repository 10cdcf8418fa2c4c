import { evaluate } from "../../iam/evaluate";
import { matches } from "../../iam/pattern";
import { listOf } from "../../iam/policy";
import { certainOf } from "../certain";
import type { Environment } from "../environments";
import { oncePerObject } from "../once";
import type { PolicyResource } from "../resource";
import type { Scope } from "../rule";
import type { StackIndex } from "../stack-index";
import { isUnknownValueError } from "../unknown";
import { actionsIn } from "./actions";
import { type Asked, asked } from "./asked";
import { saying, type Values } from "./contexts";
import { meant } from "./meant";
import type { Meant } from "./meaning";
import { ownAccounts, ownForms } from "./own";
import { regionOf, requestBy, usual } from "./requests";
import { type Rights, rightsOf } from "./rights";
import { type AnyWay, roleType, waysInto } from "./ways-in";

interface Question {
  readonly principal: string;
  readonly rights: Rights;
  readonly environment: Environment;
}

/** What a role has to do for whoever takes it and can't, in words. */
export function unable(role: PolicyResource, scope: Scope, stack: StackIndex): readonly string[] {
  const { environment, tier } = scope;
  const ways = waysInto(role, environment, stack);
  const [account = ""] = ownAccounts(environment);
  const name = String(role.props.name);
  const principal = `arn:aws:iam::${account}:role/${name}`;
  const question = { principal, rights: rightsOf(role, stack), environment };
  return certainOf([
    () => (ways.length === 0 ? ["is taken by nobody"] : []),
    ...ways.flatMap((way) => ownTasks(way, tier).map((row) => () => undoneAlways(row, question))),
    ...(asksIn(stack).get(name) ?? []).map(({ ask, resource }) => () => {
      const by = `, which "${resource.name}" asks of it`;
      if (!ways.includes(ask.who)) return [`is not taken by ${ask.who}${by}`];
      return undone(ask, resource, stack, question).map((what) => what + by);
    }),
  ]);
}

/** What every job of GitHub's is there for. */
function ownTasks(way: AnyWay, tier: Scope["tier"]): readonly Meant[] {
  if (way !== "deployer" && way !== "previewer" && way !== "approver") return [];
  return meant.filter(({ who, tiers }) => who.includes(way) && tiers?.includes(tier) !== false);
}

/** Whatever is meant by `*`, the environment's region is, and something of its own. */
function undoneAlways({ may, on, when = {} }: Meant, question: Question): readonly string[] {
  const { environment } = question;
  const instances = (pattern = ""): readonly string[] =>
    ownForms(
      pattern.replace(/(?<=^arn:aws:\w+:)\*|(?<=\.)\*(?=\.)/, regionOf(environment)),
      environment,
    );
  const values = Object.entries(when).reduce<readonly Values[]>(
    (all, [key, patterns]) =>
      patterns === null
        ? all
        : all.flatMap((each) => instances(patterns[0]).map((value) => ({ ...each, [key]: value }))),
    [{}],
  );
  // Which of AWS's services it is a pattern can't say.
  if (JSON.stringify(values).includes("*")) return [];
  const resources = instances(on[0]).flatMap((each) =>
    ["-own", ""].map((own) => each.replace("*", own)),
  );
  const tries = resources.flatMap((each) =>
    values.map((said) => undoneOn(may, each, said, question)),
  );
  return tries.find((undone) => undone.length === 0) ?? tries[0] ?? [];
}

function undone(
  { to, on, through, says }: Asked,
  resource: PolicyResource,
  stack: StackIndex,
  question: Question,
): readonly string[] {
  const { environment, rights } = question;
  const [account = ""] = ownAccounts(environment);
  return on(resource, stack).flatMap((target) => {
    if (to.startsWith("arn:")) return rights.managed.includes(to) ? [] : [`lacks ${to}`];
    const arn = String(target).replace("<account>", account);
    const region = arn.split(":")[3] ?? "";
    const via =
      through === undefined ? {} : { "kms:viaservice": `${through}.${region}.amazonaws.com` };
    return undoneOn(to, arn, { ...says?.(resource), ...via }, question);
  });
}

/** The first action that would not be allowed. */
function undoneOn(
  may: string,
  resource: string,
  values: Values,
  { principal, rights, environment }: Question,
): readonly string[] {
  const { policies: identity, boundary } = rights;
  const said = { ...usual(environment), ...values };
  const given = identity.flatMap(({ statements }) =>
    statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? listOf(Action) : [])),
  );
  const refused = actionsIn(may).find((action) => {
    // Of many actions some are enough.
    if (action.includes("*")) return !given.some((each) => matches(action, each, true));
    const request = requestBy(principal, action, resource, said);
    return !evaluate({ identity, boundary }, request).allowed;
  });
  return refused === undefined ? [] : [`can't do ${refused} on ${resource}${saying(values)}`];
}

/** On what something asks something of a role. */
export function askedOf({ props }: PolicyResource, stack: StackIndex): readonly string[] {
  const asks = asksIn(stack).get(String(props.name)) ?? [];
  return asks.flatMap(({ ask, resource }) => ask.on(resource, stack).map(String));
}

interface Ask {
  readonly ask: Asked;
  readonly resource: PolicyResource;
}

/** What is asked of each role, by its name. */
const asksIn = oncePerObject((stack: StackIndex): ReadonlyMap<string, readonly Ask[]> => {
  const found = new Map<string, Ask[]>();
  for (const ask of asked) {
    for (const resource of stack.ofType(ask.by)) {
      for (const name of new Set(rolesNamed(ask, resource, stack))) {
        found.set(name, [...(found.get(name) ?? []), { ask, resource }]);
      }
    }
  }
  return found;
});

/** The names of the roles that a resource asks; of those that it was made from while they are not known. */
function rolesNamed({ of }: Asked, resource: PolicyResource, stack: StackIndex): readonly string[] {
  try {
    return of(resource, stack).map((arn) => String(arn).split("/").at(-1) ?? "");
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return Object.keys(resource.propertyDependencies)
      .flatMap((property) => stack.targets(resource, property))
      .flatMap(({ type, props }) => (type === roleType ? [String(props.name)] : []));
  }
}
