import { ownEnvironments } from "../../environments";
import { compliant, resourceRule, violation } from "../../rule";
import { holds, rangeAt } from "../network/ranges";
import { vpcRange, vpcRangeTypes } from "../network/vpcs";

export const vpcIsolate = resourceRule({
  types: vpcRangeTypes,
  check(vpc, { environment }) {
    const own = ownEnvironments(environment).flatMap(({ networks }) => networks);
    const range = vpcRange(vpc);
    if (range === undefined) return violation("leaves its range to AWS");
    return own.some((network) => holds(rangeAt(network), rangeAt(range)))
      ? compliant
      : violation(
          `has the range ${range}, which is none of ${environment.name}'s`,
          `Use a part of ${own.join(" or ")}, or list the range under networks of ${environment.name} in policies/environments.yaml.`,
        );
  },
});
