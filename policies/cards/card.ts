import { ownEnvironments, type Tier } from "../environments";
import { isRecord, isText } from "../read";
import type { Properties } from "../resource";
import type { Scope } from "../rule";
import { listed } from "../wording";

/**
 * What the pack knows of a resource type. Every input that the type may be given stands in exactly one place; whatever
 * stands in none is refused, so that nothing passes only because no rule has heard of it.
 *
 * Inputs are written as a selection, `accessLogs { bucket enabled } tags`: lists are passed through, a document inside a
 * text is read as what it holds, and what has no braces is meant with all that is in it.
 */
export interface Card {
  /** Whether something is lost with the resource that no deployment brings back. */
  readonly holds?: "data";
  /** What rules read; a test holds that they do. */
  readonly judged?: string;
  /** What names another resource, which must be one of this stack: a name from elsewhere is judged by nobody. */
  readonly own?: string;
  /** What must be given, and have one of these values. */
  readonly must?: readonly Demand[];
  /** What may be left out, and has one of these values where it is given. */
  readonly only?: readonly Demand[];
  /** What people call it, or say of it. */
  readonly called?: string;
  /** How much there is of something, or how long it takes: a bill, and no door. */
  readonly sized?: string;
  /** What the provider refuses outside of its own region or account. */
  readonly placed?: string;
  /** What else can do no harm, by the reason why. */
  readonly free?: Readonly<Record<string, string>>;
}

/**
 * A dotted path, what may stand there, what anything else would mean, and in which tiers; in every one unless given. What
 * must stand there must do so in each object on the way; `replicas?.kmsKeyId` is a way that may end at `replicas`.
 */
export type Demand = readonly [
  path: string,
  allowed: Allowed,
  why: string,
  tiers?: readonly Tier[],
];

export type Allowed = Value | readonly Value[] | Described;

type Value = string | number | boolean;

/** Values that are too many to list. */
export interface Described {
  /** As the end of "it takes". */
  readonly text: string;
  readonly has: (value: unknown, scope: Scope, props: Properties) => boolean;
}

export type Cards = Readonly<Record<string, Card>>;

/** Numbers from one to another; a provider takes some of them as texts. */
export function between(least: number, most: number): Described {
  return {
    text: `${String(least)} to ${String(most)}`,
    has: (value) => value !== "" && Number(value) >= least && Number(value) <= most,
  };
}

/** Numbers from what the environment's tier needs. */
export function atLeast(least: Readonly<Record<Tier, number>>): Described {
  return {
    text: `at least ${listed(
      Object.entries(least).map(([tier, number]) => `${String(number)} in ${tier}`),
      "and",
    )}`,
    has: (value, { tier }) => typeof value === "number" && value >= least[tier],
  };
}

/** The key that AWS makes for everyone has a policy that nobody can narrow. */
export const ownKey: Described = {
  text: "the environment's own key, not AWS's alias/aws/",
  has: (value) => isText(value) && !isManagedByAws(value),
};

export function isManagedByAws(key: string): boolean {
  return /(?:^|:)alias\/aws\//i.test(key);
}

/** Who hears of a failure or a bill: anybody else's mail tells a stranger where it hurts, and us nothing. */
export const told: Described = {
  text: "mail under one of the environment's mailDomains in environments.yaml",
  has: (value, { environment: { mailDomains } }) =>
    mailDomains.includes(/^[^@\s]+@([^@\s]+)$/.exec(String(value))?.[1]?.toLowerCase() ?? ""),
};

/** A secret manager's, which alone hides what it is asked for. */
export const ownSecret: Described = {
  text: "ARNs of its environment's secrets in Secrets Manager",
  has: (value, { environment }) =>
    isText(value) &&
    ownEnvironments(environment).some(({ accounts }) =>
      accounts.includes(/^arn:aws:secretsmanager:[^:]+:(\d+):secret:/.exec(value)?.[1] ?? ""),
    ),
};

/** Names and accounts tell one environment's things from another's, and from those that all of them have. */
export const ofItsEnvironment: Described = {
  text: "what names its environment, or its region",
  has: (value, { environment }) =>
    isText(value) &&
    ownEnvironments(environment).some(
      ({ accounts, hosts, names, regions }) =>
        regions.includes(value) ||
        [...accounts, ...hosts, ...names].some((own) => value.includes(own)),
    ),
};

/** Status codes of answers that are none of trouble. */
export const success: Described = {
  text: "codes from 200 to 299",
  has: (value) => /^2\d\d(?:-2\d\d)?$/.test(String(value)),
};

/** Where a release may stop and be taken back by itself. */
export const guarded: readonly Tier[] = ["staging", "production"];

export const ownHost: Described = {
  text: "a host of the environment's",
  has: (value, { environment: { hosts } }) => hosts.includes(String(value)),
};

export const wholeHost: Described = {
  text: "hosts by their whole names",
  has: (value) => isText(value) && /^[^*?]+$/.test(value),
};

/** What is called as another environment's could be taken for it, or take its place where they share an account. */
export const ownName: Described = {
  text: "names that begin with the environment's own",
  has: (value, { environment: { names } }) =>
    isText(value) && names.some((name) => value === name || value.startsWith(`${name}-`)),
};

export const ofTheProduct: Described = {
  text: "a database that PostgreSQL did not bring",
  has: (value) => isText(value) && !/^(?:postgres|neondb|template[01])$/.test(value),
};

/** Switches of runtimes: to believe any certificate, to load other code, or to be debugged from outside. */
const disarming =
  /^(?:NODE_TLS_REJECT_UNAUTHORIZED|LD_\w+|PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY)=|^NODE_OPTIONS=.*--(?:import|inspect|loader|require)/;

/** Who says who came in is told by a variable: the Zero Trust team of the environment itself. */
export const ownIssuer: Described = {
  text: "https:// and one of the environment's loginHosts in environments.yaml as LOGIN_ISSUER, and no runtime's switches",
  has: (value, { environment }) =>
    isRecord(value) &&
    isText(value.name) &&
    !disarming.test(`${value.name}=${String(value.value ?? value.text)}`) &&
    (value.name !== "LOGIN_ISSUER" ||
      ownEnvironments(environment)
        .flatMap(({ loginHosts }) => loginHosts)
        .some((host) => (value.value ?? value.text) === `https://${host}`)),
};

export const ownAccount: Described = {
  text: "an account of its environment",
  has: (value, { environment }) =>
    ownEnvironments(environment).some(({ accounts }) => accounts.includes(String(value))),
};

export const logsIn = (folder: string): Described => ({
  text: `${folder} and a name of the environment's`,
  has: (value, { environment: { names } }) =>
    names.some((name) => String(value).startsWith(`${folder}${name}-`)),
});

export const ownRegion: Described = {
  text: "a region of the environment's",
  has: (value, { environment }) =>
    ownEnvironments(environment).some(({ regions }) => regions.includes(String(value))),
};

/** Days that logs stay (OBS-24); without a number they stay for ever and cost for ever. */
export const logDays = atLeast({ preview: 7, dev: 7, staging: 30, production: 365, shared: 365 });

/** Reasons that many inputs share. */
export const noSecret = "text-forbid-secret reads it, and every other text";
export const compared =
  "identity-isolate compares it, and every other text, with other environments'";
/** The engine says it of every provider. */
export const installed = "package-lock.json says which plugin is installed";
