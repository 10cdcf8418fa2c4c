import { isText, recordsAt, textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { loadBalancerType } from "../network/load-balancers";
import { recordTypes } from "../edge/records";

const healthcheckType = "cloudflare:index/healthcheck:Healthcheck";
const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";

/**
 * Somebody asks it from outside: a health check of its host name, or the monitor of a pool that it is in, by that name or by
 * one that leads there. Where nobody is led to there is nothing to ask: an idle cell runs no task.
 */
export const loadBalancerRequireHealthCheck = stackRule({
  id: "load-balancer-require-health-check",
  severity: "high",
  title: "Somebody outside asks production's load balancers whether they answer",
  why: "a service sees itself only",
  source: "OBS-18",
  fix: "Declare a Healthcheck or a monitored pool for its host name.",
  waivable: "outside production",
  types: [loadBalancerType],
  tiers: ["production"],
  check(balancer, _scope, stack) {
    if (valueAt(balancer.props, "internal") === true) return notApplicable;
    const records = recordTypes.flatMap((type) => stack.referring(balancer, type, "content"));
    const hosts = records.map(({ props }) => textAt(props, "name"));
    const asked = probedHosts(stack);
    if (hosts.some((host) => asked.has(host))) return compliant;
    const isLed = records.some(servesVisitors) || hosts.some(isNamed(stack));
    return leadsNowhere(balancer, stack) || (records.length > 0 && !isLed)
      ? notApplicable
      : violation("is asked by nobody outside whether it answers");
  },
});

function servesVisitors({ props }: PolicyResource): boolean {
  return valueAt(props, "proxied") !== false;
}

/** Whether another name, or a pool, leads to a host. */
function isNamed(stack: StackIndex): (host: string) => boolean {
  return (host) =>
    recordTypes.some((type) => stack.holding(type, "content", host).length > 0) ||
    stack
      .ofType(poolType)
      .flatMap(({ props }) => recordsAt(props, "origins"))
      .some((origin) => textAt(origin, "address") === host);
}

/** Whether nothing stands behind it that could answer, as in a platform without containers. */
function leadsNowhere(balancer: PolicyResource, stack: StackIndex): boolean {
  const listeners = stack.referring(balancer, "aws:lb/listener:Listener", "loadBalancerArn");
  return (
    listeners.length > 0 &&
    listeners.every(
      (listener) =>
        recordsAt(listener.props, "defaultActions").every(({ type }) => type !== "forward") &&
        stack.referring(listener, "aws:lb/listenerRule:ListenerRule", "listenerArn").length === 0,
    )
  );
}

const remembered = new WeakMap<StackIndex, ReadonlySet<string>>();

function probedHosts(stack: StackIndex): ReadonlySet<string> {
  let hosts = remembered.get(stack);
  if (hosts === undefined) {
    const asked = [
      ...stack
        .ofType(healthcheckType)
        .filter(({ props }) => valueAt(props, "suspended") !== true)
        .map(({ props }) => textAt(props, "address")),
      ...stack
        .ofType(poolType)
        .filter(({ props }) => isText(props.monitor))
        .flatMap(({ props }) => recordsAt(props, "origins"))
        .map((origin) => textAt(origin, "address")),
    ];
    hosts = new Set(asked.flatMap((host) => [host, ...namedBy(host, stack)]));
    remembered.set(stack, hosts);
  }
  return hosts;
}

/** What a name leads to. */
function namedBy(host: string, stack: StackIndex): readonly string[] {
  return recordTypes
    .flatMap((type) => stack.holding(type, "name", host))
    .map(({ props }) => valueAt(props, "content"))
    .filter(isText);
}
