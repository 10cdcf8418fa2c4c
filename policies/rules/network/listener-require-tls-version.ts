import { textAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { listenerTypes } from "./load-balancers";

/** AWS's policies that take nothing below TLS 1.2. */
const modern = /^ELBSecurityPolicy-(?:TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

export const listenerRequireTlsVersion = resourceRule({
  id: "listener-require-tls-version",
  severity: "high",
  title: "Load balancers take TLS 1.2 or newer",
  why: "older versions are broken",
  source: "DAT-8",
  fix: "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06.",
  waivable: "outside production",
  also: ["CKV_AWS_103", "ELB.17"],
  types: listenerTypes,
  check({ props }) {
    if (!/^(?:HTTPS|TLS)$/.test(textAt(props, "protocol"))) return notApplicable;
    const policy = textAt(props, "sslPolicy");
    return modern.test(policy)
      ? compliant
      : violation(`takes what is older than TLS 1.2, by ${policy}`);
  },
});
