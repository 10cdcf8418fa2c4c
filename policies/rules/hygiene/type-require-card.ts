import { cards } from "../../cards/cards";
import { selectionOf, unlistedIn } from "../../cards/inputs";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { listed } from "../../wording";

/** Our own components make nothing by themselves. */
const component = "platform:";

export const typeRequireCard = resourceRule({
  id: "type-require-card",
  title: "Every type, and every input that it is given, stands on a card of the pack",
  why: "what no rule has heard of would pass unread, be it another service or a new argument of an old one",
  source: "PRC-22",
  fix: "Leave it out, or say in policies/cards what it holds and what its values may be.",
  waivable: "everywhere",
  also: "ECS.3, CKV_AWS_335",
  types: "all",
  check({ type, props }) {
    if (type.startsWith(component)) return notApplicable;
    const card = cards[type];
    if (card === undefined) return violation("is of a type that has no card in policies/cards");
    const unlisted = unlistedIn(props, selectionOf(card));
    return unlisted.length === 0
      ? compliant
      : violation(`is given ${listed(unlisted, "and")}, which its card does not know`);
  },
});
