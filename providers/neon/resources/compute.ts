import { type Branch, type Endpoint, EndpointType } from "@neondatabase/api-client";
import type { CheckProblem } from "../../server/provider";
import type { Field } from "../schema/field";
import { defined } from "../schema/values";
import type { Work } from "./work";

/** Autoscaling ends here; a bigger compute has one size. */
const largestAutoscaledCu = 16;
const largestCu = 56;
const widestRangeCu = 8;

const limit = { kind: "number", minimum: 0.25, maximum: largestCu } as const;

/** Size and sleep, of one compute or of all that state none of their own. */
export const computeFields = {
  autoscalingLimitMinCu: {
    type: limit,
    description: "Compute units it never goes below, 0.25 and up; 1 unit has about 4 GB of memory.",
    change: "update",
  },
  autoscalingLimitMaxCu: {
    type: limit,
    description:
      "Compute units it never exceeds, at most 8 above the minimum; over 16, the two are equal. At most 2 on the Free plan, 16 on the Launch plan, 56 on the Scale plan.",
    change: "update",
  },
  suspendTimeoutSeconds: {
    type: { kind: "integer", minimum: -1, maximum: 604_800 },
    description:
      "Seconds without queries until it sleeps, 60 to 604 800; -1 never, 0 is Neon's default of 300. On the Free plan 300 alone, on the Launch plan also -1, on the Scale plan any; over 16 units a compute never sleeps.",
    change: "update",
  },
} as const satisfies Record<string, Field>;

/** Size and sleep as the program says them. */
export interface ComputeInputs {
  readonly autoscalingLimitMinCu?: number | undefined;
  readonly autoscalingLimitMaxCu?: number | undefined;
  readonly suspendTimeoutSeconds?: number | undefined;
}

/** Size and sleep as Neon says them. */
export interface ComputeSettings {
  readonly autoscaling_limit_min_cu?: number;
  readonly autoscaling_limit_max_cu?: number;
  readonly suspend_timeout_seconds?: number;
}

export function computeSettingsOf(inputs: ComputeInputs): ComputeSettings {
  return defined({
    autoscaling_limit_min_cu: inputs.autoscalingLimitMinCu,
    autoscaling_limit_max_cu: inputs.autoscalingLimitMaxCu,
    suspend_timeout_seconds: inputs.suspendTimeoutSeconds,
  });
}

/** With a key for each, also where Neon has no value: that one is not set any more. */
export function computeInputsOf(settings: ComputeSettings | undefined): Required<ComputeInputs> {
  return {
    autoscalingLimitMinCu: settings?.autoscaling_limit_min_cu,
    autoscalingLimitMaxCu: settings?.autoscaling_limit_max_cu,
    suspendTimeoutSeconds: settings?.suspend_timeout_seconds,
  };
}

/** @param path - what the inputs' paths begin with, for example `defaultEndpointSettings.`. */
export function checkCompute(
  { autoscalingLimitMinCu: min, autoscalingLimitMaxCu: max, suspendTimeoutSeconds }: ComputeInputs,
  path = "",
): readonly CheckProblem[] {
  const problems: CheckProblem[] = [];
  const add = (input: keyof ComputeInputs, reason: string) =>
    problems.push({ property: `${path}${input}`, reason });

  for (const [input, size] of [
    ["autoscalingLimitMinCu", min],
    ["autoscalingLimitMaxCu", max],
  ] as const) {
    if (size !== undefined && !Number.isInteger(size * 4)) {
      add(input, `is ${String(size)}; expected a multiple of 0.25`);
    }
  }
  if (min !== undefined && max !== undefined) {
    if (min > max) {
      add("autoscalingLimitMaxCu", `is ${String(max)}, less than the minimum of ${String(min)}`);
    } else if (max > largestAutoscaledCu && min !== max) {
      const reason = `is ${String(max)}; over ${String(largestAutoscaledCu)} the minimum has to be the same`;
      add("autoscalingLimitMaxCu", reason);
    } else if (max - min > widestRangeCu) {
      const most = String(min + widestRangeCu);
      const reason = `is ${String(max)}; expected at most ${most}, ${String(widestRangeCu)} above the minimum`;
      add("autoscalingLimitMaxCu", reason);
    }
  }
  if (
    suspendTimeoutSeconds !== undefined &&
    suspendTimeoutSeconds > 0 &&
    suspendTimeoutSeconds < 60
  ) {
    const reason = `is ${String(suspendTimeoutSeconds)}; expected 60 to 604800, -1 for never or 0 for Neon's default`;
    add("suspendTimeoutSeconds", reason);
  }
  return problems;
}

/** Host through Neon's connection pooler: the direct one with `-pooler` behind the id. */
export function poolerHostOf({ id, host }: Endpoint): string {
  return host.replace(id, `${id}-pooler`);
}

/** Every compute of a branch. */
export async function endpointsOf(
  work: Work,
  projectId: string,
  branchId: string,
): Promise<readonly Endpoint[]> {
  const { endpoints } = await work.call((client, params) =>
    client.listProjectBranchEndpoints(projectId, branchId, params),
  );
  return endpoints;
}

/** The compute that writes; a branch has one at most. */
export async function readWriteEndpointOf(
  work: Work,
  { id, project_id: projectId }: Branch,
): Promise<Endpoint | undefined> {
  const endpoints = await endpointsOf(work, projectId, id);
  return endpoints.find(({ type }) => type === EndpointType.ReadWrite);
}
