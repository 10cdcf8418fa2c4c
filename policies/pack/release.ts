import type { Rule } from "../rule";
import { ecsRequireRollbackAlarms } from "../rules/release/ecs-require-rollback-alarms";
import { ecsRequireController } from "../rules/release/ecs-require-controller";
import { ecsRequireStrategy } from "../rules/release/ecs-require-strategy";
import { ecsRequireTrafficShift } from "../rules/release/ecs-require-traffic-shift";
import { ecsRequireCircuitBreaker } from "../rules/release/ecs-require-circuit-breaker";
import { ecsRequireHook } from "../rules/release/ecs-require-hook";
import { ecsRequireConsent } from "../rules/release/ecs-require-consent";
import { ecsRequirePauseRollback } from "../rules/release/ecs-require-pause-rollback";
import { stagingRequireParity } from "../rules/release/staging-require-parity";
import { releaseRequireStagingDigest } from "../rules/release/release-require-staging-digest";
import { ecsRequireSmallStep } from "../rules/release/ecs-require-small-step";
import { ecsRequireCanaryTime } from "../rules/release/ecs-require-canary-time";
import { ecsRequireSettlingTime } from "../rules/release/ecs-require-settling-time";
import { ecsRequireIgnoredCount } from "../rules/release/ecs-require-ignored-count";
import { ecsRequireIgnoredActions } from "../rules/release/ecs-require-ignored-actions";
import { ecsRequireUpdateTimeout } from "../rules/release/ecs-require-update-timeout";
import { ecsForbidExec } from "../rules/release/ecs-forbid-exec";

/** What a release to ECS must be, and how it is taken back. */
export const releaseRules: readonly Rule[] = [
  ecsRequireRollbackAlarms,
  ecsRequireController,
  ecsRequireStrategy,
  ecsRequireTrafficShift,
  ecsRequireCircuitBreaker,
  ecsRequireHook,
  ecsRequireConsent,
  ecsRequirePauseRollback,
  releaseRequireStagingDigest,
  stagingRequireParity,
  ecsRequireSmallStep,
  ecsRequireCanaryTime,
  ecsRequireSettlingTime,
  ecsRequireIgnoredCount,
  ecsRequireIgnoredActions,
  ecsRequireUpdateTimeout,
  ecsForbidExec,
];
