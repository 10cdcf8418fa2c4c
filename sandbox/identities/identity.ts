import type { ObjectStore } from "../cloud/object-store";
import type { AskedOf } from "./asked";
import { Account } from "./aws/account";
import { type AwsIdentity, awsRefusals } from "./aws/guard";
import { type CloudflareIdentity, cloudflareRefusals } from "./cloudflare";
import { administratorsToken, githubRefusals, type GitHubToken } from "./github";
import { type NeonIdentity, neonRefusals } from "./neon";
import type { Tenancies } from "../../blueprint/tenancies";

/** Who works with the clouds: an administrator, or a job of the pipeline. */
export const identityNames = ["administrator", "deploy", "preview"] as const;

export type IdentityName = (typeof identityNames)[number];

/** What somebody's credentials are at each vendor. */
export interface Identity {
  readonly aws: AwsIdentity;
  readonly cloudflare: CloudflareIdentity;
  readonly github: GitHubToken;
  readonly neon: NeonIdentity;
  /** What of the vendors they reach; where nothing is said, everything. */
  readonly tenancies: Tenancies;
}

/** A person with every right in the accounts, and the token that docs/runbooks/bootstrap.md has them make at GitHub. */
export function administratorOf(tenancies: Tenancies): Identity {
  return {
    aws: "administrator",
    cloudflare: "administrator",
    github: administratorsToken,
    neon: "organisation",
    tenancies,
  };
}

/** What a cloud says to whoever may not do what is asked; nothing where it does it. */
export function refusalsOf(
  { aws, cloudflare, github, neon, tenancies }: Identity,
  store: ObjectStore,
  asked: AskedOf,
): readonly string[] {
  const [vendor = ""] = asked.type.split(":", 1);
  switch (vendor) {
    case "aws":
      return awsRefusals(aws, new Account(store, asked.accountId), asked);
    case "cloudflare":
      return cloudflareRefusals(cloudflare, tenancies, asked);
    case "github":
      return githubRefusals(github, asked);
    case "neon":
      return neonRefusals(neon, tenancies, asked);
    // Makes its values itself.
    case "random":
    case "tls":
      return [];
    default:
      throw new Error(`sandbox/identities/identity.ts does not say who may ask ${vendor} for what`);
  }
}
