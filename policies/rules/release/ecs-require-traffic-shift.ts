import { certainOf } from "../../certain";
import { has, isText, recordsAt, recordsIn, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { answerersIn, hostsOf, listenerRuleType } from "../../reach/names";
import { guardedTiers, serviceType } from "./ecs";

const targetGroupType = "aws:lb/targetGroup:TargetGroup";
const needed = [
  "targetGroupArn",
  ...["alternateTargetGroupArn", "productionListenerRule", "testListenerRule", "roleArn"].map(
    (field) => `advancedConfiguration.${field}`,
  ),
];
/** What must differ: the two target groups, and the two rules. */
const pairs = [
  ["targetGroupArn", "advancedConfiguration.alternateTargetGroupArn"],
  ["advancedConfiguration.productionListenerRule", "advancedConfiguration.testListenerRule"],
] as const;

export const ecsRequireTrafficShift = stackRule({
  id: "ecs-require-traffic-shift",
  title: "A load balancer's both sides and rules are declared, the test rule included",
  why: "without a test rule nothing is tested before it serves",
  source: "REL-2",
  fix: "Complete loadBalancers[].advancedConfiguration: two target groups, and two rules that forward to both, the test rule by its header.",
  types: [serviceType],
  tiers: guardedTiers,
  check(service, _scope, stack) {
    return violationOf(
      certainOf([() => missingIn(service), () => sameIn(service), () => sides(service, stack)]),
    );
  },
});

function missingIn({ props }: PolicyResource): readonly string[] {
  const missing = recordsAt(props, "loadBalancers").flatMap((balancer, index) =>
    needed
      .filter((path) => !isText(valueAt(balancer, path)))
      .map((path) => `loadBalancers[${String(index)}].${path}`),
  );
  return missing.length === 0 ? [] : [`lacks ${missing.join(", ")}`];
}

function sameIn({ props }: PolicyResource): readonly string[] {
  return recordsAt(props, "loadBalancers").flatMap((balancer) =>
    pairs
      .filter(([a, b]) => has(balancer, a) && valueAt(balancer, a) === valueAt(balancer, b))
      .map(([a, b]) => `has one and the same in ${a} and ${b}`),
  );
}

/** What the rules forward to is what the service puts its tasks into, and one of them is for tests alone. */
function sides(service: PolicyResource, stack: StackIndex): readonly string[] {
  const made = stack.targets(service, "loadBalancers");
  const groups = made.filter(({ type }) => type === targetGroupType);
  const rules = made.filter(({ type }) => type === listenerRuleType);
  const tests = rules.filter(({ props }) =>
    recordsIn(props, "conditions").some((condition) => has(condition, "httpHeader")),
  );
  return [
    ...(groups.length === 2 * tests.length && rules.length === 2 * tests.length
      ? []
      : [
          `is made of ${String(groups.length)} target groups and ${String(rules.length)} rules, of which ${String(tests.length)} ask for the tests' header`,
        ]),
    ...rules.flatMap((rule) => {
      const forwarded = stack.targets(rule, "actions");
      return groups.some((group) => forwarded.includes(group))
        ? []
        : [`stands behind "${rule.name}", which forwards to none of its target groups`];
    }),
    ...rules.flatMap((rule) => {
      const hosts = hostsOf(rule);
      if (hosts.length === 0) return [`answers for every host by "${rule.name}"`];
      const [listener] = stack.targets(rule, "listenerArn");
      return hosts
        .flatMap((host) => answerersIn(stack).get(host.toLowerCase()) ?? [])
        .filter((other) => other.type === listenerRuleType && !rules.includes(other))
        .filter((other) => stack.targets(other, "listenerArn").includes(listener ?? other))
        .map(({ name }) => `shares its host with "${name}", which leads elsewhere`);
    }),
  ];
}
