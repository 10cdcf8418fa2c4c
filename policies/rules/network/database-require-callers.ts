import { addressType, callersIn } from "../../reach/callers";
import { certainOf } from "../../certain";
import { has, textAt, valueAt } from "../../read";
import type { Properties } from "../../resource";
import { notApplicable, stackRule, violation, violationOf } from "../../rule";
import { neonProject } from "../backup/neon";
import { guardedTiers } from "../release/ecs";

const path = "settings.allowedIps";

export const databaseRequireCallers = stackRule({
  id: "database-require-callers",
  title: "A database is called by Cloudflare and by its own networks alone",
  why: "a password that leaks is worth nothing where nobody else gets through",
  source: "NET-3",
  fix: `Set ${path}.ips to Cloudflare's ranges and the addresses of the stack's NAT gateways.`,
  types: [neonProject],
  check(project, { tier }, stack) {
    const { props } = project;
    if (!has(props, path)) {
      return guardedTiers.includes(tier)
        ? violation(`makes 0.0.0.0/0 → database "${project.name}":5432`)
        : notApplicable;
    }
    const addresses = textsIn(props, `${path}.ips`);
    return violationOf(
      certainOf([
        ...callersIn(addresses, project, "settings", stack).map((read) => () => {
          const { text, isKnown } = read();
          return isKnown === true ? [] : [`makes ${text} → database "${project.name}":5432`];
        }),
        () => {
          const listed = new Set(addresses.map((read) => read()));
          const single = [...listed].filter((text) => !/[/:]/.test(text)).length;
          const own = stack.targets(project, "settings").filter(({ type }) => type === addressType);
          return single >= own.length
            ? []
            : ["shuts out an address that its own network leaves by"];
        },
        () =>
          valueAt(props, `${path}.protectedBranchesOnly`) === false
            ? []
            : ["lets everybody call its unprotected branches"],
      ]),
    );
  },
});

/** The texts of a list that must have some, each to be read by itself. */
function textsIn(props: Properties, at: string): readonly (() => string)[] {
  const list = valueAt(props, at);
  if (!Array.isArray(list) || list.length === 0) return [() => textAt(props, at)];
  return Array.from(
    list.keys(),
    (index) => () => textAt(list as unknown as Properties, String(index)),
  );
}
