import { switchRule } from "./rulesets";

export const rulesetForbidDeletion = switchRule("rules.deletion", "lets the branch be deleted");
