import { compliant, notApplicable, resourceRule, violation } from "../../rule";

/** What has no provider: the stack, providers themselves and our components. */
const without = /^(?:pulumi|platform):/;

/** The engine names a provider that nobody declared `default`, or `default_<version>`. */
const undeclared = /::default(?:_[\w.+-]+)?$/;

export const providerRequireExplicit = resourceRule({
  id: "provider-require-explicit",
  title: "Every resource uses a declared provider",
  why: "a default provider acts in whatever account the shell is signed in to",
  source: "ISO-1",
  fix: "Pass the environment's provider by opts.provider or opts.providers.",
  waivable: "never",
  types: "all",
  check({ type, provider }) {
    if (without.test(type)) return notApplicable;
    return provider === undefined || undeclared.test(provider.urn)
      ? violation("uses the default provider, whose account nothing holds")
      : compliant;
  },
});
