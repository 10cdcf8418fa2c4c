import { type Invariant, missing } from "../invariant";
import { mapsAt, textAt } from "../read";

const planType = "aws:backup/plan:Plan";
const policyType = "aws:backup/vaultPolicy:VaultPolicy";

/** No backup goes into a vault from which anybody of the account may still take it out. */
export const vaultBeforeBackups: Invariant = {
  name: "vault-before-backups",
  types: [planType, policyType],
  violations: ({ held }) =>
    held.ofType(planType).flatMap((plan) => {
      const rules = mapsAt(plan.properties, "rules");
      const here = rules.map((rule) => [plan.region, textAt(rule, "targetVaultName")] as const);
      const copies = rules
        .flatMap((rule) => mapsAt(rule, "copyActions"))
        .map((copy) => textAt(copy, "destinationVaultArn").split(":"))
        .map((arn) => [arn[3] ?? "", arn[6] ?? ""] as const);
      return [...here, ...copies]
        .filter(
          ([region, vault]) =>
            !held
              .having(policyType, { backupVaultName: vault })
              .some((policy) => policy.region === region),
        )
        .map(([region, vault]) => ({
          what: `backups go into the vault ${vault} in ${region}, which has no policy`,
          user: plan.urn,
          needs: missing(policyType, `${vault} in ${region}`),
        }));
    }),
};
