import type { Rule } from "../rule";
import { ecsRequireSlowStart } from "../rules/release/ecs-require-slow-start";
import { ecsRequireRollbackAlarms } from "../rules/release/ecs-require-rollback-alarms";
import { ecsRequireTrafficShift } from "../rules/release/ecs-require-traffic-shift";
import { ecsRequireHook } from "../rules/release/ecs-require-hook";
import { ecsRequireHealthCheck } from "../rules/release/ecs-require-health-check";
import { ecsRequireConsent } from "../rules/release/ecs-require-consent";
import { stagingRequireParity } from "../rules/release/staging-require-parity";
import { releaseRequireStagingDigest } from "../rules/release/release-require-staging-digest";
import { updateRequireIgnored } from "../rules/release/update-require-ignored";
import { ecsRequireUpdateTimeout } from "../rules/release/ecs-require-update-timeout";

/** What a release to ECS must be, and how it is taken back. */
export const releaseRules: readonly Rule[] = [
  ecsRequireSlowStart,
  ecsRequireRollbackAlarms,
  ecsRequireTrafficShift,
  ecsRequireHook,
  ecsRequireHealthCheck,
  ecsRequireConsent,
  releaseRequireStagingDigest,
  stagingRequireParity,
  updateRequireIgnored,
  ecsRequireUpdateTimeout,
];
