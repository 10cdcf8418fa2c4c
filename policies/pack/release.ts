import type { PackEntry } from "../pack-entry";
import { ecsRequireController } from "../rules/release/ecs-require-controller";
import { ecsRequireStrategy } from "../rules/release/ecs-require-strategy";
import { ecsRequireTrafficShift } from "../rules/release/ecs-require-traffic-shift";
import { ecsRequireCircuitBreaker } from "../rules/release/ecs-require-circuit-breaker";
import { ecsRequireAlarms } from "../rules/release/ecs-require-alarms";
import { ecsRequireDeclaredAlarms } from "../rules/release/ecs-require-declared-alarms";
import { ecsRequireBakeTime } from "../rules/release/ecs-require-bake-time";
import { ecsRequireHook } from "../rules/release/ecs-require-hook";
import { ecsRequirePauseRollback } from "../rules/release/ecs-require-pause-rollback";
import { releaseRequireStagingDigest } from "../rules/release/release-require-staging-digest";

/** What a release to ECS must be, and how it is taken back. */
export const releaseRules: readonly PackEntry[] = [
  {
    id: "ecs-require-controller",
    level: "mandatory",
    severity: "high",
    title: "ECS itself deploys in staging and production",
    why: "strategies, hooks and alarms are the ECS controller's",
    source: "ADR-015",
    fix: "Set deploymentController.type to ECS.",
    waivable: "outside production",
    rule: ecsRequireController,
  },
  {
    id: "ecs-require-strategy",
    level: "mandatory",
    severity: "high",
    title: "Staging deploys blue/green or better, production by canary",
    why: "visitors meet a new revision a few at a time",
    source: "ADR-005",
    fix: "Set deploymentConfiguration.strategy.",
    waivable: "everywhere",
    rule: ecsRequireStrategy,
  },
  {
    id: "ecs-require-traffic-shift",
    level: "mandatory",
    severity: "high",
    title: "A load balancer's both sides and rules are declared, the test rule included",
    why: "without a test rule nothing is tested before it serves",
    source: "ADR-015",
    fix: "Complete loadBalancers[].advancedConfiguration.",
    waivable: "outside production",
    rule: ecsRequireTrafficShift,
  },
  {
    id: "ecs-require-circuit-breaker",
    level: "mandatory",
    severity: "high",
    title: "A deployment that never gets healthy is taken back",
    why: "rollback is automatic",
    source: "ADR-015",
    fix: "Set deploymentCircuitBreaker.enable and rollback to true.",
    waivable: "outside production",
    rule: ecsRequireCircuitBreaker,
  },
  {
    id: "ecs-require-alarms",
    level: "mandatory",
    severity: "high",
    title: "Two or more alarms take a deployment back in staging and production",
    why: "the circuit breaker sees tasks, alarms see visitors",
    source: "ADR-015",
    fix: "Set alarms.enable and rollback to true and name two alarms or more.",
    waivable: "outside production",
    rule: ecsRequireAlarms,
  },
  {
    id: "ecs-require-declared-alarms",
    level: "mandatory",
    severity: "high",
    title: "The alarms that a deployment watches are declared in its stack",
    why: "blue/green and canary ignore the circuit breaker, and a missing alarm never goes off",
    source: "ADR-015",
    fix: "Declare the alarm, or name one that is.",
    waivable: "outside production",
    rule: ecsRequireDeclaredAlarms,
  },
  {
    id: "ecs-require-bake-time",
    level: "mandatory",
    severity: "high",
    title: "Each wait of a deployment is longer than its slowest alarm needs",
    why: "an alarm that goes off after the wait takes nothing back",
    source: "ADR-015",
    fix: "Raise the wait, or let the alarm look at less time.",
    waivable: "outside production",
    rule: ecsRequireBakeTime,
  },
  {
    id: "ecs-require-hook",
    level: "mandatory",
    severity: "high",
    title: "A function tests the new revision before it takes traffic",
    why: "staging is taken back when a test fails",
    source: "ADR-005",
    fix: "Add a lifecycle hook with hookTargetArn at POST_TEST_TRAFFIC_SHIFT.",
    waivable: "outside production",
    rule: ecsRequireHook,
  },
  {
    id: "ecs-require-pause-rollback",
    level: "mandatory",
    severity: "medium",
    title: "A pause that nobody ends is taken back",
    why: "silence is no approval",
    source: "deployment-pipeline",
    fix: "Set timeoutConfiguration.action to ROLLBACK.",
    waivable: "outside production",
    rule: ecsRequirePauseRollback,
  },
  {
    id: "release-require-staging-digest",
    level: "mandatory",
    severity: "critical",
    title: "Production runs exactly the images that staging runs",
    why: "what was tested is what is released",
    source: "ADR-0006",
    fix: "Promote staging's image by its digest.",
    waivable: "everywhere",
    also: ["ECR.2"],
    rule: releaseRequireStagingDigest,
  },
];
