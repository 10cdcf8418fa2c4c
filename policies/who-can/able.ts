import { evaluate } from "../../iam/evaluate";
import { matches } from "../../iam/pattern";
import { listOf } from "../../iam/policy";
import { certainOf } from "../certain";
import type { Environment, Tier } from "../environments";
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
export function unable(
  role: PolicyResource,
  { environment, tier }: Scope,
  stack: StackIndex,
): readonly string[] {
  const [account = ""] = ownAccounts(environment);
  const principal = `arn:aws:iam::${account}:role/${String(role.props.name)}`;
  const question = { principal, rights: rightsOf(role, stack), environment };
  const ways = waysInto(role, environment, stack);
  return certainOf([
    () => (ways.length === 0 ? ["is taken by nobody"] : []),
    ...ways.flatMap((way) => dutiesOf(way, tier)).map((duty) => () => undoneAlways(duty, question)),
    ...asksOf(role, stack).map(({ ask, resource }) => () => {
      const [, , who, to, on, says] = ask;
      const undone = ways.includes(who)
        ? on(resource, stack).flatMap((target) => {
            if (to.startsWith("arn:"))
              return question.rights.managed.includes(to) ? [] : [`lacks ${to}`];
            const arn = String(target).replace("<account>", account);
            const { "kms:viaservice": via, ...others } = says?.(resource) ?? {};
            const region = arn.split(":")[3] ?? "";
            const through =
              via === undefined ? {} : { "kms:viaservice": `${via}.${region}.amazonaws.com` };
            return undoneOn(to, arn, { ...others, ...through }, question);
          })
        : [`is not taken by ${who}`];
      return undone.map((what) => `${what}, which "${resource.name}" asks of it`);
    }),
  ]);
}

export const askingTypes: readonly string[] = [...new Set(asked.map(([by]) => by))];

/** What a resource asks of a role and names none of the stack's for, in words. */
export function unanswered(resource: PolicyResource, stack: StackIndex): readonly string[] {
  return certainOf(
    asked
      .filter(([by]) => by === resource.type)
      .map(([, of, who, , on]) => () => {
        if (on(resource, stack).length === 0) return [];
        const names = of(resource, stack).map(nameIn);
        return names.length > 0 && names.every((name) => rolesIn(stack).has(name))
          ? []
          : [`has no role for what it asks of one by ${who}`];
      }),
  );
}

const rolesIn = oncePerObject(
  (stack: StackIndex): ReadonlySet<unknown> =>
    new Set(stack.ofType(roleType).map(({ props }) => props.name)),
);

const nameIn = (arn: unknown): string => String(arn).split("/").at(-1) ?? "";

/** On what something asks something of a role. */
export function askedOf(role: PolicyResource, stack: StackIndex): readonly string[] {
  return asksOf(role, stack).flatMap(({ ask, resource }) => ask[4](resource, stack).map(String));
}

/** What a job of GitHub's is there for, all of it. */
function dutiesOf(way: AnyWay, tier: Tier): readonly Meant[] {
  const isJob = ["deployer", "previewer", "approver", "builder"].includes(way);
  return meant.filter(
    ({ who, tiers }) =>
      isJob && who.some((each) => each === way) && tiers?.includes(tier) !== false,
  );
}

/** Whatever is meant by `*`, the environment's region is, and something of its own. */
function undoneAlways({ may, on, when = {} }: Meant, question: Question): readonly string[] {
  const { environment } = question;
  const place = regionOf(environment);
  const instances = (pattern = ""): readonly string[] =>
    ownForms(pattern.replace(/(?<=^arn:aws:\w+:)\*|(?<=\.)\*(?=\.)/, place), environment);
  const values = Object.entries(when).reduce<readonly Values[]>(
    (all, [key, patterns]) => {
      if (patterns === null) return all;
      return all.flatMap((each) =>
        instances(patterns[0]).map((value) => ({ ...each, [key]: value })),
      );
    },
    [{}],
  );
  // Which of AWS's services it is a pattern can't say.
  if (JSON.stringify(values).includes("*")) return [];
  const tries = instances(on[0])
    .flatMap((each) => ["-own", ""].map((ending) => each.replace("*", ending)))
    .flatMap((each) => values.map((said) => undoneOn(may, each, said, question)));
  return tries.find((undone) => undone.length === 0) ?? tries[0] ?? [];
}

/** The first action that would not be allowed; of many actions some are enough. */
function undoneOn(
  may: string,
  resource: string,
  values: Values,
  { principal, rights: { policies: identity, boundary }, environment }: Question,
): readonly string[] {
  const given = identity.flatMap(({ statements }) =>
    statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? listOf(Action) : [])),
  );
  const said = { ...usual(environment), ...values };
  const refused = actionsIn(may).find((action) =>
    action.includes("*")
      ? !given.some((each) => matches(action, each, true))
      : !evaluate({ identity, boundary }, requestBy(principal, action, resource, said)).allowed,
  );
  return refused === undefined ? [] : [`can't do ${refused} on ${resource}${saying(values)}`];
}

interface Ask {
  readonly ask: Asked;
  readonly resource: PolicyResource;
}

function asksOf({ props }: PolicyResource, stack: StackIndex): readonly Ask[] {
  return asksIn(stack).get(String(props.name)) ?? [];
}

/** What is asked of each role, by its name. */
const asksIn = oncePerObject((stack: StackIndex): ReadonlyMap<string, readonly Ask[]> => {
  const found = new Map<string, Ask[]>();
  for (const ask of asked) {
    for (const resource of stack.ofType(ask[0])) {
      for (const name of new Set(rolesNamed(ask, resource, stack))) {
        const asks = found.get(name) ?? [];
        asks.push({ ask, resource });
        found.set(name, asks);
      }
    }
  }
  return found;
});

/** The names of the roles that a resource asks; of all that it was made from while they are not known. */
function rolesNamed([, of]: Asked, resource: PolicyResource, stack: StackIndex): readonly string[] {
  try {
    return of(resource, stack).map(nameIn);
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return Object.keys(resource.propertyDependencies)
      .flatMap((property) => stack.targets(resource, property))
      .flatMap(({ type, props }) => (type === roleType ? [String(props.name)] : []));
  }
}
