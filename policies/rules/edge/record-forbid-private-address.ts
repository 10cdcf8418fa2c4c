import { textAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { recordTypes } from "./records";

const inside =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe[89ab])/i;

export const recordForbidPrivateAddress = resourceRule({
  id: "record-forbid-private-address",
  severity: "medium",
  title: "No record tells of an address inside a network",
  why: "it shows what is inside and helps nobody outside",
  source: "PRC-18",
  fix: "Use the load balancer's name.",
  waivable: "outside production",
  also: ["dns_record_no_internal_ip"],
  types: recordTypes,
  check({ props }) {
    if (!/^A(?:AAA)?$/i.test(textAt(props, "type"))) return notApplicable;
    const address = textAt(props, "content");
    return inside.test(address)
      ? violation(`tells the world of ${address}, which lies inside a network`)
      : compliant;
  },
});
