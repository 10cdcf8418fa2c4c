import { matches } from "../../iam/pattern";
import type { Tier } from "../environments";
import { oncePerText } from "../once";
import { actionsIn } from "./actions";
import type { Meant } from "./meaning";
import { meant } from "./meant";
import { powerOf } from "./powers";
import type { AnyWay } from "./ways-in";

const entries = meant.map((entry) => ({ entry, actions: actionsIn(entry.may) }));

const meantOf = oncePerText((action): readonly Meant[] => {
  const isPower = powerOf(action) !== undefined;
  return entries
    .filter(({ actions }) =>
      isPower ? actions.includes(action) : actions.some((each) => matches(each, action, true)),
    )
    .map(({ entry }) => entry);
});

/** What is meant of an action, or of all that a pattern of actions takes in, by whoever comes in by a way. */
export function meantFor(action: string, way: AnyWay, tier: Tier): readonly Meant[] {
  return meantOf(action).filter(
    ({ who, tiers }) => who.some((each) => each === way) && tiers?.includes(tier) !== false,
  );
}
