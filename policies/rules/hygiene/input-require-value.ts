import { cards } from "../../cards/cards";
import { unmetIn } from "../../cards/inputs";
import { resourceRule, violationOf } from "../../rule";

export const inputRequireValue = resourceRule({
  id: "input-require-value",
  title: "Inputs have the values that the card of their type allows",
  why: "a single value can open, blind or stop what the rest of a resource protects",
  source: "PRC-22",
  fix: "Set it so, or change the card in policies/cards with who answers for it.",
  waivable: "everywhere",
  also: `
    CIS GH 1.1.14, CIS GH 1.5.1, CKV_AWS_329, CKV_GIT_3, CKV2_GHA_1, CKV_AWS_7, CKV_AWS_26,
    CKV_AWS_136, CKV_AWS_149, CKV_AWS_158, CKV_AWS_166, KMS.3, KMS.4, SNS.1, ELB.1, ELB.4, ELB.5,
    ELB.6, ELB.17, AS-ELB2, EC2.15, ECR.1, ECR.2, ECS.2, ECS.4, ECS.5, ECS.9, ECS.17, ECS.20,
    CKV_AWS_2, CKV_AWS_51, CKV_AWS_91, CKV_AWS_103, CKV_AWS_130, CKV_AWS_131, CKV_AWS_150,
    CKV_AWS_163, CKV_AWS_333, CKV_AWS_336`,
  types: Object.keys(cards).filter((type) => {
    const { must = [], only = [] } = cards[type] ?? {};
    return must.length + only.length > 0;
  }),
  check: ({ type, props }, scope) => violationOf(unmetIn(props, cards[type] ?? {}, scope)),
});
