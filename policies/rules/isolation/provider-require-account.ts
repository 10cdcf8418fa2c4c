import type { PackData } from "../../pack-data";
import { optional, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, resourceRule, violation } from "../../rule";
import { allowedAccounts } from "../../tenancies";

/** What holds a provider to one account; the engine refuses any other. Cloudflare's has no such argument. */
const holds: Readonly<
  Record<string, (provider: PolicyResource, data: PackData) => string | undefined>
> = {
  "pulumi:providers:aws": (provider) =>
    allowedAccounts(provider).length > 0 ? undefined : "allowedAccountIds",
  "pulumi:providers:github": ({ props }, { repository }) => {
    const [owner = ""] = repository.name.split("/");
    return optional(textAt, props, "owner") === owner ? undefined : `owner to ${owner}`;
  },
};

export const providerRequireAccount = resourceRule({
  id: "provider-require-account",
  title: "A provider says which account it may act in",
  why: "it then refuses to act anywhere else, whoever runs it",
  source: "ISO-1",
  fix: "Set allowedAccountIds, or owner for GitHub.",
  waivable: "never",
  types: Object.keys(holds),
  check(provider, { data }) {
    const missing = holds[provider.type]?.(provider, data);
    return missing === undefined
      ? compliant
      : violation("does not say which account it may act in", `Set ${missing}.`);
  },
});
