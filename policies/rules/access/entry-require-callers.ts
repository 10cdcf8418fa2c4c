import { notApplicable, stackRule, violationOf } from "../../rule";
import { doorTypes } from "../../who-can/doors";
import { shutOut } from "../../who-can/shut-out";
import { roleType } from "../../who-can/ways-in";
import { few } from "../../wording";

export const entryRequireCallers = stackRule({
  id: "entry-require-callers",
  title: "Whoever administers a resource, writes to it or reads from it is let in by its policy",
  why: "a key that nobody may administer is lost, and so is what a service may not write",
  source: "PRC-5",
  fix: "Let them in; who has to come in stands in policies/who-can/shut-out.ts.",
  types: doorTypes,
  check: (door, scope, stack) =>
    door.type === roleType ? notApplicable : violationOf(few(shutOut(door, scope, stack))),
});
