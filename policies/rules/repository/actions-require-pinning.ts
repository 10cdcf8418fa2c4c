import { valueAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";

export const actionsRequirePinning = presenceRule({
  id: "actions-require-pinning",
  severity: "high",
  title: "Workflows name an action by its commit",
  why: "a tag can be moved to other code",
  source: "ACC-9",
  fix: "Declare an ActionsRepositoryPermissions with shaPinningRequired true.",
  waivable: "outside production",
  also: ["CIS GH 1.5.1"],
  types: ["github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions"],
  tiers: ["shared"],
  missing: "declares no ActionsRepositoryPermissions, so that any action runs under any tag",
  check({ props }) {
    return valueAt(props, "shaPinningRequired") === true
      ? compliant
      : violation("runs actions by a tag that their owner can move");
  },
});
