import { certainOf } from "../../certain";
import { strayPaths, toldWays, trustingPaths } from "../../reach/group-paths";
import { networkType } from "../../reach/callers";
import { defaultGroupType, groupType } from "../../reach/group-rules";
import { compliant, stackRule, violation } from "../../rule";
import { listed } from "../../wording";

/** Of a list of a hundred ranges a few say enough. */
const shown = 3;

export const ingressRequirePath = stackRule({
  id: "ingress-require-path",
  severity: "critical",
  title: "Nothing is reached but by a path that is meant: edge, load balancer, task",
  why: "whoever comes another way passes the edge's checks by",
  source: "NET-2",
  fix: "Take the rule away, or name its path in policies/reach/meant.ts.",
  also: "AS-EC23, CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, EC2.13, EC2.14, EC2.2, CKV2_AWS_12",
  types: [groupType, defaultGroupType, networkType],
  check(resource, _scope, stack) {
    if (resource.type === networkType) {
      return stack.referring(resource, defaultGroupType, "vpcId").length > 0
        ? compliant
        : violation(
            "leaves its default security group open: whoever is in it → everyone in it:every port",
            "Declare a DefaultSecurityGroup without rules for the VPC.",
          );
    }
    const paths = certainOf([
      () => strayPaths(resource, "ingress", stack),
      () => trustingPaths(resource, stack),
    ]);
    return paths.length === 0
      ? compliant
      : violation(strayed(paths, toldWays(resource, "ingress", stack)));
  },
});

/** Each path that is not meant, and what is. */
export function strayed(paths: readonly string[], ways: readonly string[]): string {
  const more = paths.length - shown;
  const rest = more > 0 ? ` and ${String(more)} more` : "";
  return `makes ${paths.slice(0, shown).join("; ")}${rest}; meant is ${ways.length === 0 ? "nothing" : listed(ways, "and")}`;
}
