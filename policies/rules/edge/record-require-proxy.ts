import { isText, textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { loadBalancerTypes } from "../network/load-balancers";
import { isProof, isProxiable, recordTypes } from "./records";

/** An origin stands behind a load balancer that lets Cloudflare in alone (`load-balancer-require-edge`). */
export const recordRequireProxy = stackRule({
  id: "record-require-proxy",
  severity: "high",
  title: "Every name but an origin's is answered by Cloudflare",
  why: "whoever knows an address passes its checks by",
  source: "EDGE-3",
  fix: "Set proxied to true.",
  waivable: "outside production",
  also: ["dns_record_proxied"],
  types: recordTypes,
  check(record, _scope, stack) {
    const { props } = record;
    if (!isProxiable(textAt(props, "type")) || isProof(textAt(props, "name"))) return notApplicable;
    if (valueAt(props, "proxied") === true || isOrigin(record, stack, new Set())) return compliant;
    return violation("answers past Cloudflare, and is no origin of a load balancer");
  },
});

function isOrigin(record: PolicyResource, stack: StackIndex, seen: Set<string>): boolean {
  if (seen.has(record.urn)) return false;
  seen.add(record.urn);
  const made = stack.targets(record, "content");
  if (made.some(({ type }) => loadBalancerTypes.includes(type))) return true;
  const content = valueAt(record.props, "content");
  return (
    isText(content) &&
    recordTypes
      .flatMap((type) => stack.holding(type, "name", content))
      .some((next) => next.props.proxied !== true && isOrigin(next, stack, seen))
  );
}
