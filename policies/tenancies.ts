import { asList, isText, valueAt } from "./read";
import type { PolicyResource } from "./resource";

/** Something at a vendor that an environment is alone in. A key to it reaches all that is inside. */
export interface Tenancy {
  /** The key of environments.yaml that lists an environment's own. */
  readonly list: "accounts" | "cloudflareAccounts" | "cloudflareZones" | "neonOrganizations";
  /** What a text that holds its id names: a kind of reference. */
  readonly kind: "account" | "cloudflare-account" | "cloudflare-zone" | "database";
  readonly what: string;
  /** Type of the vendor's provider, which stands for a stack's whole use of it. */
  readonly provider: string;
  /** Whether it may be shared under a waiver; else nothing at the vendor would keep its environments apart. */
  readonly shared: "never" | "by waiver";
  /** What two environments in one of them can do to each other. */
  readonly consequence: string;
  /** The ids of those that a resource says it is in. */
  readonly idsOf: (resource: PolicyResource) => readonly string[];
}

/** Every vendor's, a row each. blueprint/tenancies.ts has the program's own list: a test holds both to the same rows. */
export const tenancies: readonly Tenancy[] = [
  {
    list: "accounts",
    kind: "account",
    what: "AWS account",
    provider: "pulumi:providers:aws",
    shared: "never",
    consequence: "what one may do there, it may do to the other",
    idsOf: (resource) =>
      resource.type === "pulumi:providers:aws" ? allowedAccounts(resource) : [],
  },
  {
    list: "cloudflareAccounts",
    kind: "cloudflare-account",
    what: "Cloudflare account",
    provider: "pulumi:providers:cloudflare",
    shared: "by waiver",
    consequence:
      "a token that edits Workers, R2, Hyperdrive, Pages or secrets of one edits the other's",
    idsOf: ({ type, props }) =>
      isCloudflare(type) ? [props.accountId, valueAt(props, "account.id")].filter(isText) : [],
  },
  {
    list: "cloudflareZones",
    kind: "cloudflare-zone",
    what: "Cloudflare zone",
    provider: "pulumi:providers:cloudflare",
    shared: "never",
    consequence: "a zone has one set of settings and one ruleset of each phase",
    idsOf: ({ type, props }) => (isCloudflare(type) ? [props.zoneId].filter(isText) : []),
  },
  {
    list: "neonOrganizations",
    kind: "database",
    what: "Neon organisation",
    provider: "pulumi:providers:neon",
    shared: "by waiver",
    consequence: "a key of the organisation reads and deletes the databases of both",
    idsOf: ({ type, props }) => (type === "neon:index:Project" ? [props.orgId].filter(isText) : []),
  },
];

/** What is wrong with others being in it too, as the end of a sentence; nothing where there are none. */
export function sharing(
  { what, consequence }: Tenancy,
  id: string,
  others: readonly string[],
): readonly string[] {
  if (others.length === 0) return [];
  return [`is in the ${what} ${id} with ${[...others].sort().join(" and ")}: ${consequence}`];
}

/** The accounts that an AWS provider may act in; the engine hands lists to providers as JSON. */
export function allowedAccounts({ props }: PolicyResource): readonly string[] {
  const { allowedAccountIds: value } = props;
  const accounts: unknown = isText(value) ? JSON.parse(value) : value;
  return asList(accounts).map((account) => {
    if (!isText(account) || !/^\d{12}$/.test(account)) {
      throw new Error("allowedAccountIds holds what is no account id");
    }
    return account;
  });
}

export function isCloudflare(type: string): boolean {
  return type.startsWith("cloudflare:");
}

/** Whether resources of the type are in an account of nobody's choice unless they name one; AWS's are in their provider's. */
export function mustSayWhere(type: string): boolean {
  return isCloudflare(type) || type === "neon:index:Project";
}
