import { notApplicable, resourceRule, violationOf } from "../../rule";
import { openingTypes, openingsOf, portsOf } from "./openings";

/** SSH and remote desktop; a shell goes through ECS Exec, which writes down who. */
const loginPorts = [22, 3_389];

export const ingressForbidRemoteLogin = resourceRule({
  types: openingTypes,
  check(resource) {
    const rules = openingsOf(resource, "ingress").filter((rule) => rule.self !== true);
    if (rules.length === 0) return notApplicable;
    const open = loginPorts.filter((port) =>
      rules.some((rule) => {
        const { from, to } = portsOf(rule);
        return from <= port && port <= to;
      }),
    );
    return violationOf(open.map((port) => `opens port ${String(port)}`));
  },
});
