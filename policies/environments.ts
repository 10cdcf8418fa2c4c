import { type PaymentProvider, parsePayments } from "./payments";
import { Problems } from "./problems";
import { requireDisjoint } from "./reach/disjoint";
import { asList, has, isRecord, optional, recordAt, textAt } from "./read";
import type { Properties } from "./resource";
import { texts } from "./text-lists";

const tiers = ["preview", "dev", "staging", "production", "shared"] as const;
/** What an environment is held to; `preview` is the tier of a pull request's stack. */
export type Tier = (typeof tiers)[number];

const referenceKinds = [
  "account",
  "cloudflare-account",
  "cloudflare-zone",
  "host",
  "name",
  "github-environment",
  "database",
] as const;
/** What kind of identifier a text holds. */
export type ReferenceKind = (typeof referenceKinds)[number];

/** What a Cloudflare zone is paid for. */
const zonePlans = ["free", "pro", "business", "enterprise"] as const;
export type ZonePlan = (typeof zonePlans)[number];

/** What environments.yaml says that each environment lists, empty where there is none; what they are stands there. */
const listed = [
  "accounts",
  "cloudflareAccounts",
  "cloudflareZones",
  "hosts",
  "names",
  "gates",
  "previewEnvironments",
  "neonOrganizations",
  "databases",
] as const;
/** What may be left out. */
const listedWhereGiven = ["regions", "loginHosts", "mailDomains", "reviewers", "networks"] as const;
type Lists = (typeof listed | typeof listedWhereGiven)[number];

const nothingListed = Object.fromEntries(
  [...listed, ...listedWhereGiven].map((field) => [field, []]),
) as unknown as Readonly<Record<Lists, readonly string[]>>;

/** Who an environment is: identifiers that no other environment may name (ISO-1, ISO-7). */
export interface Environment extends Readonly<Record<Lists, readonly string[]>> {
  readonly name: string;
  readonly tier: Tier;
  /** The environment that an ephemeral one lives in, whose identifiers are its own as well. */
  readonly within: Environment | undefined;
  /** The plan of its zones; `undefined` where it has none. */
  readonly zonePlan: ZonePlan | undefined;
}

/** A reference to another environment that is meant to be. */
interface AllowedReference {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly kinds: readonly ReferenceKind[];
  /** Resource types that may hold it; every type unless given. */
  readonly types: readonly string[] | undefined;
}

/** The one repository whose workflows deploy. Names can be taken over, ids can't. */
export interface Repository {
  /** `<owner>/<name>`. */
  readonly name: string;
  readonly ownerId: string;
  readonly id: string;
  /** Checks of its workflows without which nothing is merged. */
  readonly checks: readonly string[];
  /** Branches that nobody pushes to, besides the one that production is deployed from. */
  readonly branches: readonly string[];
  /** What each team may do in it at most, by its id. */
  readonly teams: Readonly<Record<string, string>>;
}

export interface EnvironmentTable {
  readonly repository: Repository;
  readonly environments: ReadonlyMap<string, Environment>;
  /** The environment of pull request `number`. */
  readonly pullRequest: ((number: string) => Environment) | undefined;
  readonly allowed: readonly AllowedReference[];
  readonly payments: readonly PaymentProvider[];
  /** First labels of hosts before which people log in, besides those that say admin. */
  readonly login: readonly string[];
}

/** The environment and what it lives within: everything whose identifiers are its own. */
export function ownEnvironments(environment: Environment): readonly Environment[] {
  const { within } = environment;
  return within === undefined ? [environment] : [environment, ...ownEnvironments(within)];
}

/** Every GitHub environment that the environment's tokens may name. */
export function githubEnvironments(environment: Environment): readonly string[] {
  return ownEnvironments(environment).flatMap((own) => [...own.gates, ...own.previewEnvironments]);
}

/** How environments.yaml names the stacks of pull requests. */
export const pullRequestForm = "pr-<n>";

export function parseEnvironments(document: unknown, problems: Problems): EnvironmentTable {
  const environments = new Map<string, Environment>();
  if (!isRecord(document)) {
    if (document !== undefined) problems.add("", "an object is expected");
    const repository = parseRepository({}, new Problems());
    const nothing = { allowed: [], payments: [], login: [] };
    return { repository, environments, pullRequest: undefined, ...nothing };
  }
  const repository = parseRepository(document, problems);
  const entries = problems.attempt("environments", () => recordAt(document, "environments"), {});
  let pullRequest: EnvironmentTable["pullRequest"];
  const all: Environment[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    const parsed = parseEnvironment(name, entry, environments, problems);
    if (parsed === undefined) continue;
    all.push(parsed);
    if (name === pullRequestForm) pullRequest = (number) => numbered(parsed, number);
    else environments.set(name, parsed);
  }
  requireDisjoint(all, problems);
  const names = [...environments.keys(), pullRequestForm];
  const allowed = asList(document.allowed).flatMap((entry, index) =>
    parseAllowed(`allowed[${String(index)}]`, entry, names, problems),
  );
  const payments = parsePayments(document.payments, problems);
  const login = problems.attempt("login", () => optional(texts, document, "login") ?? [], []);
  return { repository, environments, pullRequest, allowed, payments, login };
}

function parseRepository(document: Properties, problems: Problems): Repository {
  const part = <T>(field: string, read: (of: Properties, path: string) => T, otherwise: T): T =>
    problems.attempt(`repository.${field}`, () => read(document, `repository.${field}`), otherwise);
  return {
    name: part("name", textAt, ""),
    ownerId: part("ownerId", textAt, ""),
    id: part("id", textAt, ""),
    checks: part("checks", (of, path) => optional(texts, of, path) ?? [], []),
    branches: part("branches", (of, path) => optional(texts, of, path) ?? [], []),
    teams: part(
      "teams",
      (of, path) => optional(recordAt, of, path) ?? {},
      {},
    ) as Repository["teams"],
  };
}

function parseEnvironment(
  name: string,
  entry: unknown,
  known: ReadonlyMap<string, Environment>,
  problems: Problems,
): Environment | undefined {
  const key = `environments.${name}`;
  if (!isRecord(entry)) {
    problems.add(key, "an object is expected");
    return undefined;
  }
  const within = has(entry, "within") ? known.get(String(entry.within)) : undefined;
  if (has(entry, "within") && within === undefined) {
    problems.add(`${key}.within`, "names no environment that stands above it");
  }
  const tier = problems.attempt<Tier>(
    `${key}.tier`,
    () => oneOf(tiers, textAt(entry, "tier")),
    "production",
  );
  const lists = [...listed, ...listedWhereGiven.filter((field) => has(entry, field))].map(
    (field) => [field, problems.attempt(`${key}.${field}`, () => texts(entry, field), [])],
  );
  return {
    name,
    tier,
    within,
    zonePlan: problems.attempt(
      `${key}.zonePlan`,
      () => optional((of, field) => oneOf(zonePlans, textAt(of, field)), entry, "zonePlan"),
      undefined,
    ),
    ...nothingListed,
    ...(Object.fromEntries(lists) as Partial<Record<Lists, readonly string[]>>),
  };
}

function parseAllowed(
  key: string,
  entry: unknown,
  names: readonly string[],
  problems: Problems,
): AllowedReference[] {
  if (!isRecord(entry)) {
    problems.add(key, "an object is expected");
    return [];
  }
  const known = (field: string) =>
    problems.attempt<readonly string[]>(
      `${key}.${field}`,
      () => texts(entry, field).map((name) => oneOf(names, name)),
      [],
    );
  problems.attempt(`${key}.why`, () => textAt(entry, "why"), "");
  return [
    {
      from: known("from"),
      to: known("to"),
      kinds: problems.attempt<readonly ReferenceKind[]>(
        `${key}.kinds`,
        () => texts(entry, "kinds").map((kind) => oneOf(referenceKinds, kind)),
        [],
      ),
      types: has(entry, "types")
        ? problems.attempt(`${key}.types`, () => texts(entry, "types"), [])
        : undefined,
    },
  ];
}

function numbered(form: Environment, number: string): Environment {
  const filled = listed.map((field) => [
    field,
    form[field].map((text) => text.replaceAll("<n>", number)),
  ]);
  return { ...form, ...(Object.fromEntries(filled) as Partial<Environment>), name: `pr-${number}` };
}

function oneOf<T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new Error(`"${text}" is none of ${values.join(", ")}`);
  return found;
}
