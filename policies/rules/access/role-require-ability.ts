import { stackRule, violationOf } from "../../rule";
import { unable } from "../../who-can/able";
import { roleType } from "../../who-can/ways-in";
import { few } from "../../wording";

export const roleRequireAbility = stackRule({
  id: "role-require-ability",
  severity: "high",
  title: "A role can do what is asked of it: by what names it, and by the job that takes it",
  why: "the update goes through, and what can't be read, written or called shows once it is needed",
  source: "PRC-2",
  fix: "Give the right back; what asks it stands in policies/who-can/asked.ts and meant-of-jobs.ts.",
  waivable: "outside production",
  types: [roleType],
  check: (role, scope, stack) => violationOf(unable(role, scope, stack)),
});
