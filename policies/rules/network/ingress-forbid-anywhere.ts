import { asList, isText, recordsIn } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { isAnywhere } from "./addresses";

/** Properties that hold ranges, in the newer rules, the older ones and prefix lists. */
const ranges = ["cidr", "cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"];

/** What lets traffic in, by type: the resource itself, or what it lists. */
const openings: Readonly<Record<string, (resource: PolicyResource) => readonly Properties[]>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ({ props }) => recordsIn(props, "ingress"),
  "aws:ec2/managedPrefixList:ManagedPrefixList": ({ props }) => recordsIn(props, "entries"),
  "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": ({ props }) => [props],
  "aws:ec2/securityGroup:SecurityGroup": ({ props }) => recordsIn(props, "ingress"),
  "aws:ec2/securityGroupRule:SecurityGroupRule": ({ props }) =>
    props.type === "egress" ? [] : [props],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ({ props }) => [props],
};

/** A public load balancer lets Cloudflare in through a prefix list, whose entries are judged as well. */
export const ingressForbidAnywhere = resourceRule({
  id: "ingress-forbid-anywhere",
  severity: "critical",
  title: "Nothing lets the whole internet in",
  why: "Cloudflare stands in front of everything",
  source: "NET-2",
  fix: "Let in a security group, a prefix list or a narrow range.",
  waivable: "outside production",
  also: ["AS-EC23", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260"],
  types: Object.keys(openings),
  check(resource) {
    const rules = openings[resource.type]?.(resource) ?? [];
    if (rules.length === 0) return notApplicable;
    const open = rules.flatMap((rule) =>
      ranges
        .flatMap((key) => asList(rule[key]))
        .filter((cidr) => !isText(cidr) || isAnywhere(cidr)),
    );
    return violationOf(
      open.map((cidr) => `lets in ${isText(cidr) ? cidr : "a range that is no text"}`),
    );
  },
});
