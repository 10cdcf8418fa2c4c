import { callersIn } from "../../reach/callers";
import { has, textsAt, valueAt } from "../../read";
import { notApplicable, stackRule, violation, violationOf } from "../../rule";
import { neonProject } from "../backup/neon";
import { guardedTiers } from "../release/ecs";

const path = "settings.allowedIps";

export const databaseRequireCallers = stackRule({
  id: "database-require-callers",
  severity: "high",
  title: "A database is called by Cloudflare and by its own networks alone",
  why: "a password that leaks is worth nothing where nobody else gets through",
  source: "NET-2",
  fix: `Set ${path}.ips to Cloudflare's ranges and the addresses of the stack's NAT gateways.`,
  waivable: "outside production",
  types: [neonProject],
  check(project, { tier }, stack) {
    const { props } = project;
    if (!has(props, path)) {
      return guardedTiers.includes(tier)
        ? violation(`makes 0.0.0.0/0 → database "${project.name}":5432`)
        : notApplicable;
    }
    const callers = callersIn(textsAt(props, `${path}.ips`), project, "settings", stack);
    return violationOf([
      ...callers
        .filter(({ isKnown }) => isKnown !== true)
        .map(({ text }) => `makes ${text} → database "${project.name}":5432`),
      ...(valueAt(props, `${path}.protectedBranchesOnly`) === false
        ? []
        : ["lets everybody call its unprotected branches"]),
    ]);
  },
});
