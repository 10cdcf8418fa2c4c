import type { Rule } from "../rule";
import { recordRequirePath } from "../rules/edge/record-require-path";
import { workerTrafficRequireTotal } from "../rules/edge/worker-traffic-require-total";
import { workerTrafficRequireCanary } from "../rules/edge/worker-traffic-require-canary";
import { workerVersionForbidDeploy } from "../rules/edge/worker-version-forbid-deploy";
import { workerForbidPublicSubdomain } from "../rules/edge/worker-forbid-public-subdomain";
import { r2ForbidManagedDomain } from "../rules/edge/r2-forbid-managed-domain";
import { zoneRequireStrictTls } from "../rules/edge/zone-require-strict-tls";
import { zoneRequireHttps } from "../rules/edge/zone-require-https";
import { zoneRequireTlsVersion } from "../rules/edge/zone-require-tls-version";
import { zoneRequireHsts } from "../rules/edge/zone-require-hsts";
import { zoneRequireDnssec } from "../rules/edge/zone-require-dnssec";
import { zoneRequirePlan } from "../rules/edge/zone-require-plan";
import { rateLimitRequireEnabled } from "../rules/edge/rate-limit-require-enabled";
import { rateLimitRequireColo } from "../rules/edge/rate-limit-require-colo";
import { rateLimitRequireStrictness } from "../rules/edge/rate-limit-require-strictness";
import { wafForbidLogging } from "../rules/edge/waf-forbid-logging";
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
  workerVersionForbidDeploy,
  workerForbidPublicSubdomain,
  r2ForbidManagedDomain,
  recordRequirePath,
  zoneRequireStrictTls,
  zoneRequireHttps,
  zoneRequireTlsVersion,
  zoneRequireHsts,
  zoneRequireDnssec,
  zoneRequirePlan,
  rateLimitRequireEnabled,
  rateLimitRequireColo,
  rateLimitRequireStrictness,
  wafForbidLogging,
  hostRequireLogin,
  accessPolicyForbidBypass,
  adminAccessRequireMfa,
  adminAccessRequirePosture,
  adminAccessRequireAddressList,
  adminAccessRequireShortSession,
  flagRequireDefaultOff,
  flagRequireRolloutLimit,
];
