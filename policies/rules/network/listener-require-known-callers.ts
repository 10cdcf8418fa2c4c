import { textAt, valueAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { listenerTypes } from "./load-balancers";

export const listenerRequireKnownCallers = stackRule({
  id: "listener-require-known-callers",
  severity: "critical",
  title: "A public load balancer answers those alone whose certificate it trusts",
  why: "Cloudflare's addresses are those of all its customers",
  source: "PRC-17",
  fix: "Set mutualAuthentication to mode verify with a trust store of this stack.",
  waivable: "outside production",
  types: listenerTypes,
  check(listener, _scope, stack) {
    const { props } = listener;
    // What is no HTTPS asks nobody for a certificate, and another rule lets it only point to HTTPS.
    if (textAt(props, "protocol") !== "HTTPS") return notApplicable;
    const balancers = stack.targets(listener, "loadBalancerArn");
    if (
      balancers.length > 0 &&
      balancers.every((each) => valueAt(each.props, "internal") === true)
    ) {
      return notApplicable;
    }
    const stores = stack
      .targets(listener, "mutualAuthentication")
      .filter(({ type }) => /^aws:a?lb\/trustStore:TrustStore$/.test(type));
    return violationOf([
      ...(valueAt(props, "mutualAuthentication.mode") === "verify"
        ? []
        : ["answers whoever asks, without a certificate"]),
      ...(stores.length > 0 ? [] : ["trusts no trust store of this stack"]),
      ...([undefined, false].includes(
        valueAt(props, "mutualAuthentication.ignoreClientCertificateExpiry") as boolean | undefined,
      )
        ? []
        : ["takes certificates that have ended"]),
    ]);
  },
});
