import { answerersIn, leadOf } from "../../reach/names";
import { loadBalancerType } from "../../reach/placements";
import { textAt, valueAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { isProof, recordType } from "./records";

/** An origin stands behind a load balancer that lets the edge in alone (`ingress-require-path`). */
export const recordRequirePath = stackRule({
  id: "record-require-path",
  title: "A name leads to what its stack declares, by Cloudflare unless it is an origin's own",
  why: "a name that nothing declares is anyone's to take, and whoever knows an address passes the edge by",
  source: "EDGE-3",
  fix: "Point it to a load balancer, a site or a name of this stack, and set proxied to true.",
  also: "dns_record_proxied, dns_record_cname_target_valid, dns_record_no_internal_ip",
  types: [recordType],
  check(record, _scope, stack) {
    const { props } = record;
    const type = textAt(props, "type").toUpperCase();
    if (type !== "CNAME") {
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
