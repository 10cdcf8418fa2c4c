import { cards } from "../../cards/cards";
import { unmetIn } from "../../cards/inputs";
import { resourceRule, violationOf } from "../../rule";

export const inputRequireValue = resourceRule({
  id: "input-require-value",
  severity: "high",
  title: "Inputs have the values that the card of their type allows",
  why: "a single value can open, blind or stop what the rest of a resource protects",
  source: "PRC-22",
  fix: "Set it so, or change the card in policies/cards with who answers for it.",
  waivable: "everywhere",
  also: ["CIS GH 1.1.14", "CIS GH 1.5.1", "CKV_AWS_329", "CKV_GIT_3", "CKV2_GHA_1"],
  types: Object.keys(cards).filter((type) => {
    const { must = [], only = [] } = cards[type] ?? {};
    return must.length + only.length > 0;
  }),
  check: ({ type, props }, { environment }) =>
    violationOf(unmetIn(props, cards[type] ?? {}, environment)),
});
