import { NeonRefusal } from "./refusal";

export type Plan = "free" | "launch" | "scale";

/** What a plan allows. */
export interface PlanLimits {
  /** How the organisation's page calls the plan. */
  readonly name: string;
  readonly projects: number;
  readonly branchesPerProject: number;
  readonly rootBranchesPerProject: number;
  readonly protectedBranchesPerProject: number;
  readonly historyRetentionSeconds: number;
  /** Compute units up to which a compute scales by itself. */
  readonly autoscalingCu: number;
  /** Compute units of a compute whose size is fixed. */
  readonly fixedCu: number;
  /** `default`: five minutes only; `never`: that or never; `any`: a minute to a week, or never. */
  readonly suspend: "default" | "never" | "any";
  readonly manualSnapshotsPerProject: number;
  readonly snapshotSchedule: boolean;
  /** IP lists and private networking. */
  readonly networking: boolean;
}

const secondsPerDay = 86_400;

export const planLimits: Readonly<Record<Plan, PlanLimits>> = {
  free: {
    name: "free_v3",
    projects: 100,
    branchesPerProject: 10,
    rootBranchesPerProject: 3,
    protectedBranchesPerProject: 0,
    historyRetentionSeconds: secondsPerDay / 4,
    autoscalingCu: 2,
    fixedCu: 2,
    suspend: "default",
    manualSnapshotsPerProject: 1,
    snapshotSchedule: false,
    networking: false,
  },
  launch: {
    name: "launch_v3",
    projects: 100,
    branchesPerProject: 5_000,
    rootBranchesPerProject: 5,
    protectedBranchesPerProject: 2,
    historyRetentionSeconds: 7 * secondsPerDay,
    autoscalingCu: 16,
    fixedCu: 16,
    suspend: "never",
    manualSnapshotsPerProject: 10,
    snapshotSchedule: true,
    networking: false,
  },
  scale: {
    name: "scale_v3",
    projects: 1_000,
    branchesPerProject: 5_000,
    rootBranchesPerProject: 25,
    protectedBranchesPerProject: 5,
    historyRetentionSeconds: 30 * secondsPerDay,
    autoscalingCu: 16,
    fixedCu: 56,
    suspend: "any",
    manualSnapshotsPerProject: 10,
    snapshotSchedule: true,
    networking: true,
  },
};

/** Size and sleep of a compute, as the API takes them. */
export interface ComputeSize {
  readonly autoscaling_limit_min_cu?: number;
  readonly autoscaling_limit_max_cu?: number;
  readonly suspend_timeout_seconds?: number;
}

const widestRangeCu = 8;

export function checkCompute(limits: PlanLimits, size: ComputeSize): void {
  const min = size.autoscaling_limit_min_cu ?? 0.25;
  const max = size.autoscaling_limit_max_cu ?? min;
  if (min > max) {
    throw new NeonRefusal(
      400,
      `autoscaling limits: min ${String(min)} is above max ${String(max)}`,
    );
  }
  if (max - min > widestRangeCu) {
    throw new NeonRefusal(400, "autoscaling limits: max is more than 8 CU above min");
  }
  if (max > (min === max ? limits.fixedCu : limits.autoscalingCu)) {
    throw new NeonRefusal(422, `compute size ${String(max)} CU is above the limit of your plan`);
  }
  checkSuspend(limits, size.suspend_timeout_seconds ?? 0);
}

function checkSuspend({ suspend }: PlanLimits, seconds: number): void {
  if (seconds > 0 && seconds < 60) {
    throw new NeonRefusal(400, "suspend_timeout_seconds must be -1, 0, or 60 to 604800");
  }
  const usual = seconds === 0 || seconds === 300;
  if (suspend === "any" || usual || (suspend === "never" && seconds === -1)) return;
  throw new NeonRefusal(422, "configuring suspend_timeout_seconds is not available on your plan");
}

export function checkHistory(limits: PlanLimits, seconds: number): void {
  if (seconds <= limits.historyRetentionSeconds) return;
  throw new NeonRefusal(
    422,
    `history_retention_seconds ${String(seconds)} is above the limit of your plan, ` +
      String(limits.historyRetentionSeconds),
  );
}
