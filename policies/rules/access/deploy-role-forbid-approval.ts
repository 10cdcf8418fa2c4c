import { ownEnvironments } from "../../environments";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { actionsOf, isOfEverything, isUnconditional, matches } from "./granted";
import { rightsOf } from "./grants";
import { claimValues, githubTrustsOf, roleType } from "./trust";

/** What lets a deployment go on that waits for a person. */
const approving = "ecs:ContinueServiceDeployment";

export const deployRoleForbidApproval = stackRule({
  id: "deploy-role-forbid-approval",
  severity: "high",
  title: "No job approves what it deploys",
  why: "a deployment that waits for a person would let itself go on",
  source: "PIP-5",
  fix: `Deny ${approving} to it on every resource, and allow it to the role of the approving gate.`,
  waivable: "outside production",
  types: [roleType],
  check(role, { environment }, stack) {
    const own = ownEnvironments(environment);
    const approvers = own.flatMap(({ gates }) => gates.slice(0, -1));
    const gates = githubTrustsOf(role).flatMap((trust) => claimValues(trust, "environment"));
    const others = gates.filter((gate) => !approvers.includes(gate));
    if (others.length === 0) return notApplicable;
    const about = rightsOf(role, stack).filter(
      (statement) =>
        "NotAction" in statement ||
        actionsOf(statement).some((pattern) => matches(pattern, approving)),
    );
    const isDenied = about.some(
      (statement) =>
        statement.Effect === "Deny" &&
        !("NotAction" in statement) &&
        !("NotResource" in statement) &&
        isOfEverything(statement) &&
        isUnconditional(statement),
    );
    const isAllowed = about.some(({ Effect }) => Effect !== "Deny");
    return violationOf(
      isAllowed && !isDenied ? [`may ${approving} in jobs of ${others.join(", ")}`] : [],
    );
  },
});
