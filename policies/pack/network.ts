import type { PackEntry } from "../pack-entry";
import { ingressForbidAnywhere } from "../rules/network/ingress-forbid-anywhere";
import { loadBalancerRequireEdge } from "../rules/network/load-balancer-require-edge";
import { vpcRequireClosedDefaultGroup } from "../rules/network/vpc-require-closed-default-group";
import { vpcRequireFlowLogs } from "../rules/network/vpc-require-flow-logs";
import { natRequireZones } from "../rules/network/nat-require-zones";

/** What lets traffic in and out. */
export const networkRules: readonly PackEntry[] = [
  {
    id: "ingress-forbid-anywhere",
    level: "mandatory",
    severity: "critical",
    title: "Nothing lets the whole internet in",
    why: "Cloudflare stands in front of everything",
    source: "ADR-015",
    fix: "Let in a security group, a prefix list or a narrow range.",
    waivable: "outside production",
    also: ["AS-EC23", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260"],
    rule: ingressForbidAnywhere,
  },
  {
    id: "load-balancer-require-edge",
    level: "mandatory",
    severity: "critical",
    title: "A public load balancer takes traffic from a prefix list only",
    why: "who reaches it directly passes Cloudflare's checks by",
    source: "ADR-015",
    fix: "Let in Cloudflare's prefix list.",
    waivable: "outside production",
    rule: loadBalancerRequireEdge,
  },
  {
    id: "vpc-require-closed-default-group",
    level: "mandatory",
    severity: "high",
    title: "A VPC's default security group is empty",
    why: "what names no group of its own gets that one",
    source: "ADR-015",
    fix: "Declare a DefaultSecurityGroup without rules for the VPC.",
    waivable: "outside production",
    also: ["EC2.2", "CKV2_AWS_12"],
    rule: vpcRequireClosedDefaultGroup,
  },
  {
    id: "vpc-require-flow-logs",
    level: "mandatory",
    severity: "high",
    title: "Every VPC has flow logs",
    why: "after an incident they say who spoke with whom",
    source: "ADR-005",
    fix: "Declare a FlowLog for the VPC.",
    waivable: "outside production",
    also: ["EC2.6", "CKV2_AWS_11"],
    rule: vpcRequireFlowLogs,
  },
  {
    id: "nat-require-zones",
    level: "mandatory",
    severity: "high",
    title: "Production's way out survives the loss of a zone",
    why: "one zone's gateway would take the others down with it",
    source: "ADR-005",
    fix: "Use a regional NAT gateway, or one per zone.",
    waivable: "everywhere",
    rule: natRequireZones,
  },
];
