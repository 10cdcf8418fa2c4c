import type { Rule } from "../rule";
import { ingressForbidAnywhere } from "../rules/network/ingress-forbid-anywhere";
import { loadBalancerRequireEdge } from "../rules/network/load-balancer-require-edge";
import { vpcRequireClosedDefaultGroup } from "../rules/network/vpc-require-closed-default-group";
import { vpcRequireFlowLogs } from "../rules/network/vpc-require-flow-logs";
import { natRequireZones } from "../rules/network/nat-require-zones";
import { ingressForbidRemoteLogin } from "../rules/network/ingress-forbid-remote-login";
import { egressForbidEveryPort } from "../rules/network/egress-forbid-every-port";
import { subnetForbidPublicAddress } from "../rules/network/subnet-forbid-public-address";
import { taskForbidPublicAddress } from "../rules/network/task-forbid-public-address";
import { listenerRequireHttps } from "../rules/network/listener-require-https";
import { listenerRequireKnownCallers } from "../rules/network/listener-require-known-callers";
import { listenerRequireTlsVersion } from "../rules/network/listener-require-tls-version";
import { loadBalancerRequireHeaderCheck } from "../rules/network/load-balancer-require-header-check";
import { loadBalancerRequireAccessLogs } from "../rules/network/load-balancer-require-access-logs";
import { loadBalancerRequireDeletionProtection } from "../rules/network/load-balancer-require-deletion-protection";
import { bucketRequirePublicAccessBlock } from "../rules/network/bucket-require-public-access-block";
import { bucketRequireTls } from "../rules/network/bucket-require-tls";

/** What lets traffic in and out. */
export const networkRules: readonly Rule[] = [
  ingressForbidAnywhere,
  loadBalancerRequireEdge,
  vpcRequireClosedDefaultGroup,
  vpcRequireFlowLogs,
  natRequireZones,
  ingressForbidRemoteLogin,
  egressForbidEveryPort,
  subnetForbidPublicAddress,
  taskForbidPublicAddress,
  listenerRequireHttps,
  listenerRequireTlsVersion,
  listenerRequireKnownCallers,
  loadBalancerRequireHeaderCheck,
  loadBalancerRequireAccessLogs,
  loadBalancerRequireDeletionProtection,
  bucketRequirePublicAccessBlock,
  bucketRequireTls,
];
