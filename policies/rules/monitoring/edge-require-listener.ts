import { textsAmong, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";

const notificationType = "cloudflare:index/notificationPolicy:NotificationPolicy";

/** What of each type Cloudflare tells by. */
const alerts: Readonly<Record<string, string>> = {
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate":
    "zone_aop_custom_certificate_expiration_type",
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": "load_balancing_health_alert",
};

/** To whom it goes, and that it is on, is said by its card. */
export const edgeRequireListener = stackRule({
  id: "edge-require-listener",
  title: "Somebody hears of a region that fails, and of a certificate of the edge's that ends",
  why: "a failover that nobody notices is half an outage, and an ended certificate a whole one",
  source: "BAK-12",
  fix: "Declare a NotificationPolicy with that alertType, which names it in filters.poolIds and Unhealthy in newHealths where it has filters.",
  types: Object.keys(alerts),
  check(resource, _scope, stack) {
    const alert = alerts[resource.type] ?? "";
    return violationOf(
      stack.ofType(notificationType).some((policy) => tells(policy, alert, resource, stack))
        ? []
        : [`tells nobody by ${alert}`],
    );
  },
});

function tells(
  policy: PolicyResource,
  alert: string,
  resource: PolicyResource,
  stack: StackIndex,
): boolean {
  const { props } = policy;
  if (props.alertType !== alert) return false;
  const healths = valueAt(props, "filters.newHealths");
  const pools = valueAt(props, "filters.poolIds");
  return (
    (healths === undefined || textsAmong([healths].flat(), "healths").includes("Unhealthy")) &&
    (pools === undefined || stack.targets(policy, "filters").includes(resource))
  );
}
