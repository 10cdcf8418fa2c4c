import { accountOf } from "../../iam/request";
import { evaluate } from "../../iam/evaluate";
import { matches } from "../../iam/pattern";
import { listOf, type Policy, type Statement } from "../../iam/policy";
import { isAllowed } from "../mentions";
import type { PolicyResource } from "../resource";
import type { Scope } from "../rule";
import { contextsFor, evading, instanceOf, saying, type Values } from "./contexts";
import { documentOf } from "./doors";
import { everything, labelOf, policyAt } from "./documents";
import { isOfServices, meantGuests, tellingServices, untold } from "./meant-guests";
import { ownAccounts, ownForms, strangersAccount } from "./own";
import { powersIn } from "./powers";
import { requestBy, usual } from "./requests";
import { isOurs, tokenInWords, tokensFor } from "./tokens";
import { githubIssuer, roleType } from "./ways-in";

/** A statement that lets somebody in, and where it stands. */
interface Opening {
  readonly resource: PolicyResource;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly statement: Statement;
}

/** A request that comes through a door, in words. */
interface Attempt {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly values: Values;
}

/** Requests of strangers that a resource's own policy would allow, in words. */
export function strangersLetIn(resource: PolicyResource, scope: Scope): readonly string[] {
  const path = documentOf(resource);
  if (path === undefined) return [];
  const policy = policyAt(resource, path);
  const found = policy.statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => lettingIn({ resource, scope, policy, statement }));
  return [...new Set(found)];
}

function lettingIn(opening: Opening): readonly string[] {
  const { policy, statement } = opening;
  const { Principal } = statement;
  const by = ` by ${labelOf(policy, statement)}`;
  // Whoever is not listed may: everyone but a few.
  const named = Principal === undefined || Principal === "*" ? { AWS: "*" } : Principal;
  const found = Object.entries(named).flatMap(([kind, names]) =>
    listOf(names).map((name) => {
      if (name === "*") return byStranger("anybody", strangerIn(strangersAccount), opening);
      // IAM knows no part of a name; whoever that means is a stranger.
      if (name.includes("*")) return byStranger(name, name, opening);
      if (kind === "Service") return byService(name, opening);
      if (kind === "Federated") return byToken(name, opening);
      return kind === "AWS"
        ? byAccount(name, opening)
        : byStranger(`${kind} ${name}`, name, opening);
    }),
  );
  return found.flatMap((what) => (what === undefined ? [] : [what + by]));
}

function byAccount(name: string, opening: Opening): string | undefined {
  const { resource, scope, statement } = opening;
  const account = /^(?:arn:aws:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(name)?.[1];
  if (account === undefined) return byStranger(name, name, opening);
  const isWhole = name === account || name === `arn:aws:iam::${account}:root`;
  if (ownAccounts(scope.environment).includes(account)) {
    const to = `to ${actionsOf(statement).join(", ")}`;
    if (resource.type === roleType) return `${name}, who is no job and no service, ${to}`;
    return isWhole ? undefined : `${name}, past its own policies, ${to}`;
  }
  const owners = [...scope.data.environments.values()].filter(({ accounts }) =>
    accounts.includes(account),
  );
  const isGuest = owners.some((owner) =>
    isAllowed(scope, resource.type, { kind: "account", owners: [owner.name] }),
  );
  const guests = isGuest ? meantGuests[resource.type] : undefined;
  const who = isWhole ? `the account ${account}` : name;
  return firstAllowed(
    who,
    opening,
    ({ action, values }) => {
      return (
        guests?.may.includes(action) === true &&
        Object.entries(guests.when ?? {}).every(([key, wanted]) =>
          matches(wanted, values[key] ?? ""),
        )
      );
    },
    attemptsOf(isWhole ? strangerIn(account) : name, opening),
  );
}

function byStranger(who: string, principal: string, opening: Opening): string | undefined {
  return firstAllowed(who, opening, () => false, attemptsOf(principal, opening));
}

/** A service does what a customer of AWS asks it to, who may be anybody: the confused deputy. */
function byService(service: string, opening: Opening): string | undefined {
  const { resource, scope, statement } = opening;
  const excess = actionsOf(statement).find((action) => !isOfServices(action, resource.type));
  if (excess !== undefined) return `${service}, whom nobody means to, to ${excess}`;
  const attempts = attemptsOf(service, opening);
  if (resource.type === roleType && !tellingServices.includes(service)) {
    // It takes a role from whoever may pass it, in the role's own account only.
    const shut = Object.keys(contextsFor(statement)[0] ?? {}).filter((key) => proof.test(key));
    return shut.length === 0
      ? undefined
      : `nobody: it waits for ${shut.join(", ")}, which ${service} is not documented to send,`;
  }
  const deputies = attempts.map((attempt) => ({
    ...attempt,
    values: Object.fromEntries(
      Object.entries(attempt.values).map(([key, value]) => [key, forStranger(key, value, scope)]),
    ),
  }));
  const isUntold = ({ action }: Attempt) =>
    untold.some(
      ({ type, services, may }) =>
        type === resource.type && services.includes(service) && may.includes(action),
    );
  return firstAllowed(`${service} for another account`, opening, isUntold, deputies);
}

/** Keys by which a service says for whom it acts. */
const proof = /^(?:aws:source(?:account|arn)|kms:encryptioncontext:)/;

/** What the value is where a service acts for a stranger: nobody else's resource can be one of ours. */
function forStranger(key: string, value: string, { environment }: Scope): string {
  if (!proof.test(key)) return value;
  const accounts = ownAccounts(environment);
  const foreign = accounts.reduce((text, own) => text.replaceAll(own, strangersAccount), value);
  if (foreign !== value) return foreign;
  return ownForms("<name>", environment).reduce((text, own) => text.replaceAll(own, "x"), value);
}

function byToken(provider: string, opening: Opening): string | undefined {
  const { scope, statement } = opening;
  const { environment, data } = scope;
  const own = ownForms(`arn:aws:iam::<account>:oidc-provider/${githubIssuer}`, environment);
  if (!own.includes(provider))
    return byStranger(`whoever ${provider} vouches for`, provider, opening);
  const isOurJobs = ({ values }: Attempt) => isOurs(values, data.repository, environment);
  let isReached = false;
  const [whole = {}, ...others] = contextsFor(statement);
  // What lacks a claim is among the tokens of each.
  const complete = others.filter((each) => Object.keys(each).length === Object.keys(whole).length);
  for (const asked of [whole, ...complete]) {
    for (const token of tokensFor(asked, data.repository)) {
      const attempts = attemptsOf(provider, opening, [token]);
      const found = firstAllowed(tokenInWords(token), opening, isOurJobs, attempts, false);
      if (found !== undefined) return found;
      isReached ||= firstAllowed("", opening, () => false, attempts) !== undefined;
    }
  }
  return isReached ? undefined : "nobody: no job of the repository meets what it asks for,";
}

function attemptsOf(
  principal: string,
  { statement, policy, scope }: Opening,
  contexts: readonly Values[] = contextsFor(statement),
): readonly Attempt[] {
  const denials = policy.statements.filter(({ Effect }) => Effect === "Deny");
  const asked = evading(denials, contexts, usual(scope.environment));
  const resources = listOf(statement.Resource).map(instanceOf);
  return actionsOf(statement).flatMap((action) =>
    (resources.length === 0 ? ["*"] : resources).flatMap((resource) =>
      asked.map((values) => ({ principal: asking(values, principal), action, resource, values })),
    ),
  );
}

/** Whom a condition asks for, who may be among those that a name takes in. */
function asking(values: Values, principal: string): string {
  const account = values["aws:principalaccount"];
  return values["aws:principalarn"] ?? (account === undefined ? principal : strangerIn(account));
}

/** The first attempt that the policy would allow and that nobody means. */
function firstAllowed(
  who: string,
  { resource, scope, policy }: Opening,
  isMeant: (attempt: Attempt) => boolean,
  attempts: readonly Attempt[],
  saysValues = true,
): string | undefined {
  const [account = ""] = ownAccounts(scope.environment);
  for (const attempt of attempts) {
    const { principal, action, resource: target, values } = attempt;
    const isOwn = ownAccounts(scope.environment).includes(accountOf(principal));
    if ((isOwn && resource.type !== roleType) || isMeant(attempt)) continue;
    const said = { ...usual(scope.environment), ...values };
    const request = { ...requestBy(principal, action, target, said), resourceAccount: account };
    const policies = { identity: [everything], resource: policy, resourceDecides: true };
    if (!evaluate(policies, request).allowed) continue;
    const on = resource.type === roleType ? "" : ` on ${target}`;
    return `${who} to ${action}${on}${saysValues ? saying(values) : ""}`;
  }
  return undefined;
}

/** What a statement is about, by names where there are any. */
function actionsOf({ Action, NotAction }: Statement): readonly string[] {
  if (NotAction !== undefined) return ["*"];
  return listOf(Action).flatMap((action) => {
    const powers = /[*?]/.test(action) ? powersIn(action) : [];
    return powers.length > 0 ? powers : [action];
  });
}

function strangerIn(account: string): string {
  return `arn:aws:iam::${account}:role/anybody`;
}
