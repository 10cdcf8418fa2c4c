import { textAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { askingTypes, unable, unanswered } from "../../who-can/able";
import { gatesOf, roleType } from "../../who-can/ways-in";
import { few } from "../../wording";

const variableType = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";

export const roleRequireAbility = stackRule({
  id: "role-require-ability",
  title: "A role can do what is asked of it: by what names it, and by the job that takes it",
  why: "the update goes through, and what can't be read, written or called shows once it is needed",
  source: "PRC-2",
  fix: "Give the right back; what asks it stands in policies/who-can/asked.ts and meant.ts.",
  also: "CKV_AWS_249",
  types: [roleType, variableType, ...askingTypes],
  check(resource, scope, stack) {
    const { type, props } = resource;
    if (type === roleType) return violationOf(few(unable(resource, scope, stack)));
    if (askingTypes.includes(type))
      return violationOf(few([...new Set(unanswered(resource, stack))]));
    if (props.variableName !== "AWS_ROLE_ARN") return notApplicable;
    const name = textAt(props, "value").replace(/^.*\//, "");
    const isTaken = stack
      .holding(roleType, "name", name)
      .some((role) => gatesOf(role).includes(textAt(props, "environment")));
    return violationOf(isTaken ? [] : [`tells jobs of "${name}", which they can't take`]);
  },
});
