import { asList } from "../../read";
import type { Properties } from "../../resource";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { actionsOf, attachedBy, isUnconditional, matches, statementsOf } from "../access/granted";
import { grantsTo } from "../access/grants";
import { roleType } from "../access/trust";

/** What ends a backup, a locked object or one of its former versions. */
const endings = [
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
  "s3:BypassGovernanceRetention",
  "s3:DeleteObjectVersion",
];

/** AWS's own policies that allow some of these. */
const deleting = /:policy\/(?:AWSBackupFullAccess|AmazonS3FullAccess|AWSBackupOperatorAccess)$/;

export const roleForbidBackupDeletion = stackRule({
  id: "role-forbid-backup-deletion",
  severity: "critical",
  title: "No role of production may end a backup or a locked object",
  why: "who can delete the data must not be able to delete what restores it",
  source: "PRC-11",
  fix: "Leave the action out, or deny it on every resource.",
  waivable: "never",
  types: [roleType],
  tiers: ["production"],
  check(role, _scope, stack) {
    const grants = grantsTo(role, stack);
    const statements = grants.flatMap(statementsOf);
    const attached = grants.flatMap(attachedBy);
    if (statements.length === 0 && attached.length === 0) return notApplicable;
    const denied = statements.filter(deniesEverywhere);
    return violationOf([
      ...endings
        .filter((ending) => statements.some((statement) => allows(statement, ending)))
        .filter((ending) => !denied.some((statement) => names(statement, ending)))
        .map((ending) => `may ${ending}`),
      ...attached.filter((arn) => deleting.test(arn)).map((arn) => `may do what ${arn} allows`),
    ]);
  },
});

function allows(statement: Properties, action: string): boolean {
  if (statement.Effect === "Deny") return false;
  return "NotAction" in statement
    ? !asList(statement.NotAction).some((pattern) => matches(String(pattern), action))
    : names(statement, action);
}

function names(statement: Properties, action: string): boolean {
  return actionsOf(statement).some((pattern) => matches(pattern, action));
}

function deniesEverywhere(statement: Properties): boolean {
  return (
    statement.Effect === "Deny" &&
    isUnconditional(statement) &&
    asList(statement.Resource).includes("*")
  );
}
