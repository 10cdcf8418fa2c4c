import { answerersIn, leadOf, routeType } from "../../reach/names";
import { loadBalancerType } from "../../reach/placements";
import { textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, stackRule, violation } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { isProof, recordType } from "./records";

/** An origin stands behind a load balancer that lets the edge in alone (`ingress-require-path`). */
export const recordRequirePath = stackRule({
  id: "record-require-path",
  title: "A name leads to what its stack declares, by Cloudflare unless it is an origin's own",
  why: "a name that nothing declares is anyone's to take, and whoever knows an address passes the edge by",
  source: "EDGE-3",
  fix: "Point it to a load balancer, a site or a name of this stack, or to 100:: where Workers alone answer, and set proxied to true.",
  also: "dns_record_proxied, dns_record_cname_target_valid, dns_record_no_internal_ip",
  types: [recordType],
  check(record, _scope, stack) {
    const { props } = record;
    const type = textAt(props, "type").toUpperCase();
    if (type !== "CNAME") {
      if (isForWorkers(record, stack)) return compliant;
      const what = `${textAt(props, "name")} → ${textAt(props, "content")}`;
      return violation(`leads by ${type} to what no stack declares: ${what}`);
    }
    const { hops, end } = leadOf(record, stack);
    const path = hops.join(" → ");
    if (end === undefined) return violation(`leads to what its stack does not declare: ${path}`);
    const [name = ""] = hops;
    const isProxied = valueAt(props, "proxied") === true;
    if (end.type === "aws:acm/certificate:Certificate")
      return isProof(name) ? compliant : violation(`is no proof of ownership: ${path}`);
    if (isProxied) return compliant;
    if (end.type !== loadBalancerType) return violation(`answers past Cloudflare: ${path}`);
    return answerersIn(stack).has(name)
      ? violation(`answers past Cloudflare for a host that people know: ${path}`)
      : compliant;
  },
});

/** A name that Cloudflare answers for by Workers needs a record that leads nowhere else: all of `100::/64` is discarded. */
function isForWorkers({ props }: PolicyResource, stack: StackIndex): boolean {
  const answering = answerersIn(stack).get(textAt(props, "name")) ?? [];
  return (
    textAt(props, "content") === "100::" &&
    valueAt(props, "proxied") === true &&
    answering.some(({ type }) => type === routeType)
  );
}
