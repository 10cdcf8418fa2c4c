import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const teamType = "github:index/teamRepository:TeamRepository";

/** From the least; whoever may administer changes every rule and gate. */
const permissions = ["pull", "triage", "push", "maintain"];

export const teamRequirePermission = resourceRule({
  id: "team-require-permission",
  title: "A team has the repository, and may do no more in it, as environments.yaml says",
  why: "who may push writes what is deployed, and GitHub asks no second person who that is",
  source: "ACC-1",
  fix: "Leave it out, or set permission to what the team may do; repository.teams in policies/environments.yaml says it.",
  waivable: "never",
  types: [teamType],
  check({ props }, { data }) {
    const team = textAt(props, "teamId");
    const given = permissions.indexOf(textAt(props, "permission"));
    const most = data.repository.teams[team] ?? "nothing";
    return given >= 0 && given <= permissions.indexOf(most)
      ? compliant
      : violation(`lets team ${team} ${String(props.permission)}, which may ${most}`);
  },
});
