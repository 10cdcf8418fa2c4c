import { valueAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";

export const actionsRequirePinning = presenceRule({
  types: ["github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions"],
  tiers: ["shared"],
  missing: "declares no ActionsRepositoryPermissions, so that any action runs under any tag",
  check({ props }) {
    return valueAt(props, "shaPinningRequired") === true
      ? compliant
      : violation("runs actions by a tag that their owner can move");
  },
});
