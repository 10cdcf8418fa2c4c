import { notApplicable, resourceRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { openingTypes, openingsOf, portsOf } from "./openings";

/** SSH and remote desktop. */
const loginPorts = [22, 3_389];

export const ingressForbidRemoteLogin = resourceRule({
  id: "ingress-forbid-remote-login",
  severity: "critical",
  title: "No rule opens SSH or remote desktop",
  why: "a shell goes through ECS Exec, which writes down who",
  source: "NET-2",
  fix: `Leave ports ${listed(loginPorts, "and")} out.`,
  waivable: "outside production",
  also: ["AS-EC23", "CKV_AWS_24", "CKV_AWS_25", "EC2.13", "EC2.14"],
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
