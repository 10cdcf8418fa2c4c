import { numberAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { serviceType, updateSeconds } from "../release/ecs";
import { roleType, waysInto } from "../../who-can/ways-in";

/** What a job does besides, at least. */
const spareSeconds = 900;

export const deployRoleRequireSession = stackRule({
  id: "deploy-role-require-session",
  severity: "medium",
  title: "The deployment's session outlasts the longest deployment, and not by half",
  why: "a session that ends half-way leaves a release half done",
  source: "PRC-8",
  fix: "Raise maxSessionDuration.",
  types: [roleType],
  check(role, { environment }, stack) {
    if (!waysInto(role, environment, stack).includes("deployer")) return notApplicable;
    const services = stack.ofType(serviceType);
    const longest = Math.max(0, ...services.map(updateSeconds));
    const seconds = numberAt(role.props, "maxSessionDuration");
    // Where no service was released yet, nobody knows how long one will take.
    if (services.length > 0 && seconds > Math.max(3_600, 1.5 * (longest + spareSeconds)))
      return violation(
        `lets whoever takes a session have it for ${String(seconds)} seconds, and its longest deployment takes ${String(longest)}`,
        "Lower maxSessionDuration.",
      );
    return seconds >= longest + spareSeconds
      ? compliant
      : violation(
          `lets a deployment last ${String(seconds)} seconds; its longest takes ${String(longest)}, and steps before and after it`,
          `Set maxSessionDuration to ${String(longest + spareSeconds)}.`,
        );
  },
});
