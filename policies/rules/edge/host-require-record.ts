import {
  answerersIn,
  edgeBalancerType,
  hostsBy,
  listenerRuleType,
  routeType,
} from "../../reach/names";
import { textsAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import { recordType } from "./records";

const monitorType = "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor";
const domainType = "cloudflare:index/pagesDomain:PagesDomain";
const namingTypes = [recordType, edgeBalancerType];
const isListening = ({ type }: PolicyResource): boolean => type === listenerRuleType;

export const hostRequireRecord = stackRule({
  id: "host-require-record",
  title: "Each host that something answers for has a record, and a monitor asks for one of them",
  why: "without a record nobody comes, and what answers for no host tells nothing of health",
  source: "EDGE-3",
  fix: "Declare a DnsRecord of that name, or answer for a host that has one.",
  types: [listenerRuleType, domainType, routeType, monitorType],
  check(resource, _scope, stack) {
    if (resource.type === monitorType) {
      const healthy = stack
        .ofType("aws:lb/targetGroup:TargetGroup")
        .some(({ props }) => valueAt(props, "healthCheck.path") === resource.props.path);
      return violationOf([
        ...(healthy ? [] : ["asks for a path that tells no service's health"]),
        ...textsAt(resource.props, "header.Host")
          .filter((host) => !(answerersIn(stack).get(host) ?? []).some(isListening))
          .map((host) => `asks for "${host}", for which no listener answers`),
      ]);
    }
    return violationOf(
      (hostsBy[resource.type]?.(resource) ?? [])
        .map((host) => host.toLowerCase())
        .filter((host) =>
          namingTypes.every((type) => stack.holding(type, "name", host).length === 0),
        )
        .map((host) => `answers for "${host}", which has no record`),
    );
  },
});
