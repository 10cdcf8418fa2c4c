import { isText, recordsAt, textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { loadBalancerType } from "../network/load-balancers";
import { recordTypes } from "../edge/records";

const healthcheckType = "cloudflare:index/healthcheck:Healthcheck";
const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";

/** Somebody asks it from outside: a health check of its host name, or the monitor of a pool that it is in. */
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
    const hosts = recordTypes
      .flatMap((type) => stack.referring(balancer, type, "content"))
      .map(({ props }) => textAt(props, "name"));
    const asked = probedHosts(stack);
    if (hosts.some((host) => asked.has(host))) return compliant;
    return leadsNowhere(balancer, stack)
      ? notApplicable
      : violation("is asked by nobody outside whether it answers");
  },
});

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
    hosts = new Set([
      ...stack
        .ofType(healthcheckType)
        .filter(({ props }) => valueAt(props, "suspended") !== true)
        .map(({ props }) => textAt(props, "address")),
      ...stack
        .ofType(poolType)
        .filter(({ props }) => isText(props.monitor))
        .flatMap(({ props }) => recordsAt(props, "origins"))
        .map((origin) => textAt(origin, "address")),
    ]);
    remembered.set(stack, hosts);
  }
  return hosts;
}
