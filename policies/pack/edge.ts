import type { Rule } from "../rule";
import { hostRequireRecord } from "../rules/edge/host-require-record";
import { recordRequirePath } from "../rules/edge/record-require-path";
import { workerTrafficRequireTotal } from "../rules/edge/worker-traffic-require-total";
import { workerTrafficRequireCanary } from "../rules/edge/worker-traffic-require-canary";
import { zoneRequireSettings } from "../rules/edge/zone-require-settings";
import { zoneRequirePlan } from "../rules/edge/zone-require-plan";
import { requestRequireManagedRules } from "../rules/edge/request-require-managed-rules";
import { requestRequireRateLimit } from "../rules/edge/request-require-rate-limit";
import { hostRequireLogin } from "../rules/edge/host-require-login";
import { adminAccessRequireProof } from "../rules/edge/admin-access-require-proof";
import { accessPolicyForbidBypass } from "../rules/edge/access-policy-forbid-bypass";

/** What Cloudflare serves. */
export const edgeRules: readonly Rule[] = [
  workerTrafficRequireTotal,
  workerTrafficRequireCanary,
  recordRequirePath,
  hostRequireRecord,
  zoneRequireSettings,
  zoneRequirePlan,
  requestRequireManagedRules,
  requestRequireRateLimit,
  hostRequireLogin,
  accessPolicyForbidBypass,
  adminAccessRequireProof,
];
