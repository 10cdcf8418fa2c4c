import { strayPaths, toldWays } from "../../reach/group-paths";
import { defaultGroupType, groupType } from "../../reach/group-rules";
import { compliant, stackRule, violation } from "../../rule";
import { strayed } from "./ingress-require-path";

export const egressRequirePath = stackRule({
  id: "egress-require-path",
  severity: "medium",
  title: "Nothing is left but by a path that is meant: to TLS, to the database, to tasks",
  why: "what was broken into calls home first",
  source: "PRC-25",
  fix: "Take the rule away, or name its path in policies/reach/meant.ts.",
  also: "CKV_AWS_382",
  types: [groupType, defaultGroupType],
  check(group, _scope, stack) {
    const paths = strayPaths(group, "egress", stack);
    return paths.length === 0
      ? compliant
      : violation(strayed(paths, toldWays(group, "egress", stack)));
  },
});
