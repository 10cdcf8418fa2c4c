import { evaluate, type Policies } from "../../iam/evaluate";
import { matches } from "../../iam/pattern";
import { listOf, type Policy, type Statement } from "../../iam/policy";
import type { Environment, Tier } from "../environments";
import { oncePerObject, oncePerText } from "../once";
import type { PolicyResource } from "../resource";
import type { Scope } from "../rule";
import type { StackIndex } from "../stack-index";
import { contextsFor, evading, saying, type Values } from "./contexts";
import { everything, labelOf } from "./documents";
import { askedOf } from "./able";
import { guardedIn } from "./guarded";
import { meantManaged } from "./meant";
import type { Meant } from "./meaning";
import { meantFor } from "./meant-for";
import { ownAccounts, ownForms, within } from "./own";
import { canonical, powerOf, powersIn } from "./powers";
import { requestBy, resourcesFor, usual } from "./requests";
import { attachmentType, inlineType, type Rights, rightsOf } from "./rights";
import { type AnyWay, waysInto } from "./ways-in";

const isPattern = (text: string) => /[*?]/.test(text);

/** What is asked about: a role, taken by somebody. */
interface Question {
  readonly principal: string;
  readonly way: AnyWay;
  readonly environment: Environment;
  readonly tier: Tier;
  /** What says who may deploy and what bounds them: nobody who deploys changes that. */
  readonly guarded: ReadonlySet<string>;
  /** ARNs on which something asks something of it. */
  readonly asked: () => readonly string[];
  /** What has a say in an action. */
  readonly about: (action: string) => About;
}

/** Requests of a role's that would be allowed and that nobody means, in words. */
export function unmeant(role: PolicyResource, scope: Scope, stack: StackIndex): readonly string[] {
  const { environment } = scope;
  const rights = rightsOf(role, stack);
  const [account = ""] = ownAccounts(environment);
  const principal = `arn:aws:iam::${account}:role/${String(role.props.name)}`;
  const guarded = guardedIn(stack, environment);
  const asked = () => askedOf(role, stack);
  const about = oncePerText((action) => aboutOf(action, rights, usual(environment)));
  return waysInto(role, environment, stack).flatMap((way) => {
    const question = { principal, way, environment, tier: scope.tier, guarded, asked, about };
    const found = [
      ...rights.managed
        .filter((arn) => meantManaged[arn] !== way)
        .map((arn) => `do whatever ${arn} allows`),
      ...rights.policies.flatMap((policy) => [...excessOf(policy, question)]),
    ];
    return [...new Set(found)].map((what) => `lets ${way} ${what}`);
  });
}

function* excessOf(policy: Policy, question: Question): Iterable<string> {
  for (const statement of policy.statements) {
    if (statement.Effect !== "Allow") continue;
    const by = ` by ${labelOf(policy, statement)}`;
    if (statement.NotAction !== undefined || statement.NotResource !== undefined) {
      yield `do everything but a few things${by}`;
      continue;
    }
    for (const action of listOf(statement.Action)) {
      const found = firstExcess(action, statement, question);
      if (found !== undefined) yield found + by;
    }
  }
}

/** The first request that an action of a statement makes possible and that is not meant. */
function firstExcess(action: string, statement: Statement, question: Question): string | undefined {
  const actions = isPattern(action) ? powersIn(action) : [canonical(action)];
  for (const pattern of listOf(statement.Resource ?? "*")) {
    for (const name of actions) {
      const request = allowedExcess(name, pattern, statement, question);
      if (request !== undefined) return request;
    }
    if (isPattern(action + pattern) && !isCovered(action, pattern, question)) {
      return `${action} on ${pattern}`;
    }
  }
  return undefined;
}

function allowedExcess(
  action: string,
  pattern: string,
  statement: Statement,
  question: Question,
): string | undefined {
  const { environment, principal, guarded } = question;
  // What is harmless and meant without a condition needs no request to be tried.
  const power = powerOf(action);
  if (power === undefined && isMeantSo(action, pattern, {}, question)) return undefined;
  const { identity, boundary, denials, contexts } = question.about(action);
  const always = usual(environment);
  const barred = { ...boundary, statements: [...everything.statements, ...denials.filter(isBare)] };
  for (const resource of resourcesFor(action, pattern, environment, guardedFor(action, guarded))) {
    const may = (policies: Policies, values: Values): boolean =>
      evaluate(policies, requestBy(principal, action, resource, { ...always, ...values })).allowed;
    // What is denied whatever a request says needs no other.
    if (!may({ identity: [barred] }, {})) continue;
    const said = contexts(statement);
    const others = meantFor(action, question.way, question.tier).flatMap(({ unless }) =>
      unless === undefined ? [] : said.map(saidOf(unless, environment)),
    );
    for (const values of [...said, ...others]) {
      if (isMeantSo(action, resource, values, question)) continue;
      if (!may({ identity, boundary }, values)) continue;
      return `${power === undefined ? "" : `${power}: `}${action} on ${resource}${saying(values)}`;
    }
  }
  return undefined;
}

/** The statements that name the action: no other has a say in it. */
interface About {
  readonly identity: readonly Policy[];
  readonly boundary: Policy;
  readonly denials: readonly Statement[];
  /** What requests by a statement may say of themselves. */
  readonly contexts: (statement: Statement) => readonly Values[];
}

function aboutOf(action: string, rights: Rights, always: Values): About {
  const [boundary, ...identity] = [rights.boundary, ...rights.policies].map((policy) =>
    narrowed(policy)(action),
  ) as [Policy, ...Policy[]];
  const denials = [boundary, ...identity].flatMap(({ statements }) =>
    statements.filter(({ Effect }) => Effect === "Deny"),
  );
  const contexts = oncePerObject((statement: Statement) =>
    evading(denials, contextsFor(statement), always),
  );
  return { identity, boundary, denials, contexts };
}

/** What a policy says of an action, which many roles are asked about whom one policy bounds. */
const narrowed = oncePerObject((policy: Policy) =>
  oncePerText((action): Policy => {
    const names = (pattern: string) => matches(pattern, action, true);
    const statements = policy.statements.filter(({ Action, NotAction }) =>
      NotAction === undefined ? listOf(Action).some(names) : !listOf(NotAction).some(names),
    );
    return { ...policy, statements };
  }),
);

function isBare({ Condition }: Statement): boolean {
  return Condition === undefined;
}

function guardedFor(action: string, guarded: ReadonlySet<string>): readonly string[] {
  return action.startsWith("iam:") ? [...guarded] : [];
}

function isMeantSo(
  action: string,
  resource: string,
  values: Values,
  { way, tier, environment, guarded, asked }: Question,
): boolean {
  const has = (key: string, wanted: readonly string[] | null): boolean => {
    const value = values[key];
    if (wanted === null) return value === undefined;
    return value !== undefined && within(value, wanted, environment);
  };
  const all = (said: NonNullable<Meant["when"]>): boolean =>
    Object.entries(said).every(([key, wanted]) => has(key, wanted));
  if (powerOf(action) !== undefined && guarded.has(resource)) return false;
  return meantFor(action, way, tier).some(
    ({ on, when = {}, unless, isAsked }) =>
      within(resource, on, environment) &&
      all(when) &&
      (unless === undefined || !all(unless)) &&
      (isAsked !== true || asked().includes(resource)),
  );
}

/** The same request, of something that makes it another matter. */
function saidOf(other: NonNullable<Meant["unless"]>, environment: Environment) {
  const said = Object.entries(other).map(([key, [pattern = ""]]) => [
    key,
    ownForms(pattern, environment)[0] ?? "",
  ]);
  return (values: Values): Values => ({ ...values, ...(Object.fromEntries(said) as Values) });
}

/** Whether all that a pattern of a statement takes in is meant, conditions aside. */
function isCovered(
  action: string,
  resource: string,
  { way, tier, environment }: Question,
): boolean {
  return meantFor(action, way, tier).some(({ on }) => within(resource, on, environment));
}

/** Types whose resources give rights to a role, which the stack has to declare. */
export const grantTypes: readonly string[] = [inlineType, attachmentType];
