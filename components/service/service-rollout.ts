import type * as inputs from "@pulumi/aws/types/input";
import type { ContainerServiceSpec, RolloutSpec } from "../../blueprint/container-service";
import type { AlertSpec } from "../../blueprint/observability";
import type { CellOutputs } from "../cell/outputs";
import { releaseTestHeader } from "./service-routing";

type DeploymentConfiguration = inputs.ecs.ServiceDeploymentConfiguration;
type LifecycleHook = inputs.ecs.ServiceDeploymentConfigurationLifecycleHook;

/** How ECS brings a new revision into service; the provider takes every number of minutes as text. */
export function deploymentConfiguration(
  spec: ContainerServiceSpec,
  cell: CellOutputs,
  slo: AlertSpec,
): DeploymentConfiguration {
  const { rollout } = spec;
  switch (rollout.strategy) {
    case "ROLLING":
      return { strategy: rollout.strategy };
    case "BLUE_GREEN":
      return {
        strategy: rollout.strategy,
        bakeTimeInMinutes: String(rollout.bakeMinutes),
        lifecycleHooks: lifecycleHooks(spec, cell, slo),
      };
    case "CANARY":
      return {
        strategy: rollout.strategy,
        bakeTimeInMinutes: String(rollout.bakeMinutes),
        canaryConfiguration: {
          canaryPercent: rollout.canaryPercent,
          canaryBakeTimeInMinutes: String(rollout.canaryBakeMinutes),
        },
        lifecycleHooks: lifecycleHooks(spec, cell, slo),
      };
  }
}

/** Minutes of the shortest phase in which alarms judge a new revision; `undefined` where there is no such phase. */
export function shortestBakeMinutes(rollout: RolloutSpec): number | undefined {
  switch (rollout.strategy) {
    case "ROLLING":
      return undefined;
    case "BLUE_GREEN":
      return rollout.bakeMinutes;
    case "CANARY":
      return Math.min(rollout.bakeMinutes, rollout.canaryBakeMinutes);
  }
}

/**
 * Whether a new revision waits for a person. Nobody is asked in the recovery region, where it meets no user; the idle cell
 * asks as the live one does, since a switch between them must deploy nothing.
 */
export function asksForApproval(
  { approvalMinutes }: Pick<ContainerServiceSpec, "approvalMinutes">,
  { role }: Pick<CellOutputs, "role">,
): boolean {
  return approvalMinutes !== undefined && role !== "recovery";
}

/**
 * The last moment before users meet the revision: tests call it through the test rule, and where the tier wants it a
 * person decides. ECS goes on when both have agreed; no answer is a no.
 */
function lifecycleHooks(
  spec: ContainerServiceSpec,
  cell: CellOutputs,
  { latencyP95Seconds }: AlertSpec,
): LifecycleHook[] {
  const lifecycleStages = ["POST_TEST_TRAFFIC_SHIFT"];
  const tests: LifecycleHook = {
    targetType: "AWS_LAMBDA",
    hookTargetArn: cell.hookFunctionArn,
    roleArn: cell.hookRoleArn,
    lifecycleStages,
    hookDetails: JSON.stringify({
      url: `https://${spec.host}${spec.healthCheckPath}`,
      header: releaseTestHeader,
      errorRatePercent: spec.rollback.errorRatePercent,
      slowestMilliseconds: latencyP95Seconds * 1_000,
    }),
  };
  if (!asksForApproval(spec, cell) || spec.goesBackTo !== undefined) return [tests];
  const approval: LifecycleHook = {
    targetType: "PAUSE",
    lifecycleStages,
    timeoutConfiguration: { timeoutInMinutes: String(spec.approvalMinutes), action: "ROLLBACK" },
  };
  return [tests, approval];
}
