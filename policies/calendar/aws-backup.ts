import { booleanAt, numberAt, optional, recordsAt, recordsIn, textAt } from "../read";
import type { PolicyResource, Properties } from "../resource";
import { regionOf, vaultLockType, vaultOf, vaultType } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";
import { type Protection, always, everyOf } from "./protection";
import { runDays } from "./schedule";
import { selectionType, selects } from "./selections";

const planType = "aws:backup/plan:Plan";
/** When AWS makes backups of a rule that does not say. */
const usualSchedule = "cron(0 5 ? * * *)";
/** Longest that AWS keeps a continuous backup. */
const longestContinuousDays = 35;

/**
 * What the plans of AWS Backup that select the resource keep of it.
 *
 * @param arn - what is known of the resource's ARN, with `*` for what is not.
 */
export function plansProtecting(
  resource: PolicyResource,
  arn: string,
  stack: StackIndex,
): readonly Protection[] {
  return stack
    .ofType(selectionType)
    .filter((selection) => selects(selection, resource, arn, stack))
    .flatMap((selection) => stack.targets(selection, "planId"))
    .filter(({ type }) => type === planType)
    .flatMap((plan) =>
      recordsAt(plan.props, "rules").flatMap((rule) =>
        keptBy(plan, rule, regionOf(resource), stack),
      ),
    );
}

/** What one rule of a plan keeps in its vault, and in those that it copies to. */
function keptBy(
  plan: PolicyResource,
  rule: Properties,
  home: string | undefined,
  stack: StackIndex,
): readonly Protection[] {
  const name = textAt(rule, "ruleName");
  const continuous = optional(booleanAt, rule, "enableContinuousBackup") ?? false;
  const made = runDays(optional(textAt, rule, "schedule") ?? usualSchedule);
  const means: Pick<Protection, "means" | "every" | "made"> = continuous
    ? { means: "point-in-time", made: always }
    : { means: "backup", every: everyOf(made), made };
  const kept = (days: number, region: string | undefined, vault: string): Protection => {
    const what = `"${name}" ${String(days)} days`;
    const { held, fails } = vaultKeeps(what, days, region, vault, stack);
    const tooLong = continuous && (days < 1 || days > longestContinuousDays);
    const refused = tooLong
      ? `keeps the continuous backup of ${what}; AWS Backup takes 1 to ${String(longestContinuousDays)}`
      : fails;
    return {
      ...means,
      days,
      ...(region === undefined || region === home ? {} : { region }),
      vault: `${region ?? ""} ${vault}`,
      by: plan.urn,
      held,
      ...(refused === undefined ? {} : { fails: refused }),
    };
  };
  return [
    kept(numberAt(rule, "lifecycle.deleteAfter"), regionOf(plan), textAt(rule, "targetVaultName")),
    ...recordsIn(rule, "copyActions").map((copy) => {
      const { region, vault } = vaultOf(textAt(copy, "destinationVaultArn"));
      return kept(numberAt(copy, "lifecycle.deleteAfter"), region, vault);
    }),
  ];
}

/** Whether a vault takes something for so many days, and lets nobody shorten that. */
function vaultKeeps(
  what: string,
  days: number,
  region: string | undefined,
  vault: string,
  stack: StackIndex,
): { readonly held: boolean; readonly fails?: string } {
  const isThere = (resource: PolicyResource): boolean => regionOf(resource) === region;
  const place = `the vault "${vault}"${region === undefined ? "" : ` of ${region}`}`;
  const [declared] = stack.holding(vaultType, "name", vault).filter(isThere);
  if (declared === undefined) {
    return { held: false, fails: `keeps ${what} in ${place}, which this stack does not declare` };
  }
  const keys = stack
    .targets(declared, "kmsKeyArn")
    .filter(({ type }) => type.startsWith("aws:kms/"));
  if (keys.length > 0 && !keys.some(isThere)) {
    return { held: false, fails: `keeps ${what} in ${place}, whose key stands in another region` };
  }
  const [lock] = stack.holding(vaultLockType, "backupVaultName", vault).filter(isThere);
  if (lock === undefined) return { held: false };
  const min = optional(numberAt, lock.props, "minRetentionDays") ?? 0;
  const max = optional(numberAt, lock.props, "maxRetentionDays") ?? Number.POSITIVE_INFINITY;
  if (days >= min && days <= max) return { held: min > 0 };
  const range = Number.isFinite(max)
    ? `${String(min)} to ${String(max)}`
    : `${String(min)} or more`;
  return { held: false, fails: `keeps ${what} in ${place}, whose lock takes ${range}` };
}
