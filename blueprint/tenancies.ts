/** Something at a vendor that an environment is alone in: whoever holds a key to it reaches all that is inside. */
export interface Tenancy {
  /** The setting of a stack that names it, below `platform:`. */
  readonly setting: string;
  /** For messages, with its article. */
  readonly what: string;
  /** Whether two environments may ever have one: what a waiver permits for a time is for policies to judge. */
  readonly shared: "never" | "by waiver";
  /** The input by which resources say where they are, and how the tokens of their types begin. */
  readonly said: { readonly types: string; readonly input: string } | undefined;
}

/**
 * What an environment stands on, vendor by vendor; a new vendor is one row here and, so that one mistake can't move both
 * sides, one in policies/tenancies.ts. Settings hold two environments apart by it, a teardown tells its own by it.
 */
export const tenancies = [
  {
    setting: "aws.accountId",
    what: "an AWS account",
    shared: "never",
    said: { types: "pulumi:providers:aws", input: "allowedAccountIds" },
  },
  {
    setting: "cloudflare.accountId",
    what: "a Cloudflare account",
    shared: "by waiver",
    said: { types: "cloudflare:", input: "accountId" },
  },
  {
    setting: "cloudflare.zoneId",
    what: "a Cloudflare zone",
    shared: "never",
    said: { types: "cloudflare:", input: "zoneId" },
  },
  { setting: "cloudflare.zone", what: "a domain", shared: "never", said: undefined },
  {
    setting: "neon.organizationId",
    what: "a Neon organisation",
    shared: "by waiver",
    said: { types: "neon:", input: "orgId" },
  },
] as const satisfies readonly Tenancy[];

export type TenancySetting = (typeof tenancies)[number]["setting"];

/** What a stack says that it stands on, as far as it says so. */
export type Tenancies = Readonly<Partial<Record<TenancySetting, string>>>;
