import type { Rule } from "../rule";
import { ingressRequirePath } from "../rules/network/ingress-require-path";
import { egressRequirePath } from "../rules/network/egress-require-path";
import { placementRequirePath } from "../rules/network/placement-require-path";
import { databaseRequireCallers } from "../rules/network/database-require-callers";
import { vpcRequireFlowLogs } from "../rules/network/vpc-require-flow-logs";
import { placementRequireReach } from "../rules/network/placement-require-reach";
import { networkRequireZones } from "../rules/network/network-require-zones";
import { bucketRequirePublicAccessBlock } from "../rules/network/bucket-require-public-access-block";
import { bucketRequireTls } from "../rules/network/bucket-require-tls";

/** What lets traffic in and out. */
export const networkRules: readonly Rule[] = [
  ingressRequirePath,
  egressRequirePath,
  placementRequirePath,
  placementRequireReach,
  databaseRequireCallers,
  vpcRequireFlowLogs,
  networkRequireZones,
  bucketRequirePublicAccessBlock,
  bucketRequireTls,
];
