import { ownEnvironments } from "../../environments";
import { networkType } from "../../reach/callers";
import { holds, rangeAt } from "../../reach/ranges";
import { has, textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const vpcIsolate = resourceRule({
  id: "vpc-isolate",
  severity: "critical",
  title: "A VPC lies in its environment's own ranges of addresses",
  why: "networks that overlap can't be told apart by any rule",
  source: "ISO-6",
  fix: "Use a part of the environment's own networks.",
  waivable: "never",
  types: [networkType],
  check({ props }, { environment }) {
    if (!has(props, "cidrBlock")) return violation("leaves its range to AWS");
    const own = ownEnvironments(environment).flatMap(({ networks }) => networks);
    const range = textAt(props, "cidrBlock");
    return own.some((network) => holds(rangeAt(network), rangeAt(range)))
      ? compliant
      : violation(
          `has the range ${range}, which is none of ${environment.name}'s`,
          `Use a part of ${own.join(" or ")}, or list the range under networks of ${environment.name} in policies/environments.yaml.`,
        );
  },
});
