import type { Rule } from "../rule";
import { recordRequirePath } from "../rules/edge/record-require-path";
import { workerTrafficRequireTotal } from "../rules/edge/worker-traffic-require-total";
import { workerTrafficRequireCanary } from "../rules/edge/worker-traffic-require-canary";
import { zoneRequireSettings } from "../rules/edge/zone-require-settings";
import { zoneRequirePlan } from "../rules/edge/zone-require-plan";
import { requestRequireManagedRules } from "../rules/edge/request-require-managed-rules";
import { requestRequireRateLimit } from "../rules/edge/request-require-rate-limit";
import { hostRequireLogin } from "../rules/edge/host-require-login";
import { accessPolicyForbidBypass } from "../rules/edge/access-policy-forbid-bypass";
import { adminAccessRequireMfa } from "../rules/edge/admin-access-require-mfa";
import { adminAccessRequirePosture } from "../rules/edge/admin-access-require-posture";
import { adminAccessRequireAddressList } from "../rules/edge/admin-access-require-address-list";
import { adminAccessRequireShortSession } from "../rules/edge/admin-access-require-short-session";
import { flagRequireDefaultOff } from "../rules/edge/flag-require-default-off";
import { flagRequireRolloutLimit } from "../rules/edge/flag-require-rollout-limit";

/** What Cloudflare serves. */
export const edgeRules: readonly Rule[] = [
  workerTrafficRequireTotal,
  workerTrafficRequireCanary,
  recordRequirePath,
  zoneRequireSettings,
  zoneRequirePlan,
  requestRequireManagedRules,
  requestRequireRateLimit,
  hostRequireLogin,
  accessPolicyForbidBypass,
  adminAccessRequireMfa,
  adminAccessRequirePosture,
  adminAccessRequireAddressList,
  adminAccessRequireShortSession,
  flagRequireDefaultOff,
  flagRequireRolloutLimit,
];
