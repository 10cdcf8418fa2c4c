import { asList, isRecord, textAt, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { listenerTypes } from "./load-balancers";

/** Plain HTTP may only point to HTTPS. */
export const listenerRequireHttps = resourceRule({
  id: "listener-require-https",
  severity: "critical",
  title: "Load balancers speak HTTPS",
  why: "what is sent in clear is read on the way",
  source: "DAT-8",
  fix: "Set protocol to HTTPS, or redirect to it.",
  waivable: "outside production",
  also: ["CKV_AWS_2", "ELB.1"],
  types: listenerTypes,
  check({ props }) {
    const protocol = textAt(props, "protocol");
    if (protocol === "HTTPS" || protocol === "TLS") return compliant;
    const actions = asList(props.defaultActions);
    const redirects =
      protocol === "HTTP" &&
      actions.length > 0 &&
      actions.every(
        (action) => isRecord(action) && valueAt(action, "redirect.protocol") === "HTTPS",
      );
    return redirects ? compliant : violation(`takes ${protocol}, which anyone on the way can read`);
  },
});
