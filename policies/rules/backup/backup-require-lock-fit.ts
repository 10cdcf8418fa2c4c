import { numberAt, optional, recordsIn, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { notApplicable, stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { planRules, planType } from "./plan-rules";
import { regionOf, vaultLockType, vaultOf } from "./vaults";

/** Where and how long one recovery point of a plan is kept. */
interface Keeping {
  readonly rule: string;
  readonly region: string | undefined;
  readonly vault: string;
  readonly days: number;
}

export const backupRequireLockFit = stackRule({
  id: "backup-require-lock-fit",
  severity: "high",
  title: "Every retention fits the lock of its vault",
  why: "a backup job outside the lock's limits fails",
  source: "PRC-13",
  fix: "Move lifecycle.deleteAfter into the lock's limits.",
  waivable: "outside production",
  types: [planType],
  check(plan, _scope, stack) {
    const locks = locksByVault(stack);
    const locked = keepingsOf(plan).flatMap((keeping) => {
      const lock = locks.get(`${keeping.region ?? ""} ${keeping.vault}`);
      return lock === undefined ? [] : [{ ...keeping, ...limitsOf(lock) }];
    });
    if (locked.length === 0) return notApplicable;
    return violationOf(
      locked
        .filter(({ days, min, max }) => days < min || days > max)
        .map(
          ({ rule, vault, days, min, max }) =>
            `keeps "${rule}" ${String(days)} days in the vault "${vault}", whose lock takes ${range(min, max)}`,
        ),
    );
  },
});

function keepingsOf(plan: PolicyResource): readonly Keeping[] {
  return planRules(plan).flatMap(({ name, deleteAfterDays, props }) => [
    {
      rule: name,
      region: regionOf(plan),
      vault: textAt(props, "targetVaultName"),
      days: deleteAfterDays,
    },
    ...recordsIn(props, "copyActions")
      .map((copy) => ({ ...vaultOf(textAt(copy, "destinationVaultArn")), copy }))
      .map(({ region, vault, copy }) => ({
        rule: `${name} (copy)`,
        region,
        vault,
        days: numberAt(copy, "lifecycle.deleteAfter"),
      })),
  ]);
}

function locksByVault(stack: StackIndex): ReadonlyMap<string, PolicyResource> {
  return new Map(
    stack
      .ofType(vaultLockType)
      .map((lock) => [`${regionOf(lock) ?? ""} ${textAt(lock.props, "backupVaultName")}`, lock]),
  );
}

function limitsOf({ props }: PolicyResource): { readonly min: number; readonly max: number } {
  return {
    min: optional(numberAt, props, "minRetentionDays") ?? 1,
    max: optional(numberAt, props, "maxRetentionDays") ?? Number.POSITIVE_INFINITY,
  };
}

function range(min: number, max: number): string {
  return max === Number.POSITIVE_INFINITY
    ? `${String(min)} or more`
    : `${String(min)} to ${String(max)}`;
}
