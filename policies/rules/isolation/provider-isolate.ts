import { ownEnvironments } from "../../environments";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { allowedAccounts, awsProvider } from "./providers";

export const providerIsolate = resourceRule({
  id: "provider-isolate",
  severity: "critical",
  title: "A provider acts in its environment's own account only",
  why: "it is what every resource's account comes from",
  source: "ISO-1",
  fix: "Set allowedAccountIds to the environment's own account.",
  waivable: "never",
  types: [awsProvider],
  check(provider, { environment }) {
    const accounts = allowedAccounts(provider);
    if (accounts.length === 0) return notApplicable;
    const own = ownEnvironments(environment).flatMap((each) => each.accounts);
    return violationOf(
      accounts
        .filter((account) => !own.includes(account))
        .map(
          (account) => `may act in the account ${account}, which is none of ${environment.name}'s`,
        ),
      `Set allowedAccountIds to ${own.join(", ")}.`,
    );
  },
});
