import type { Stack } from "@pulumi/pulumi/automation";
import { nameOf } from "../../catalog/urn";
import { Inquiry } from "../stack/inquiry";
import { openProvidersOf } from "../stack/open-providers";
import { type ExportedState, providerOf, resourcesOf, type StateResource } from "../stack/state";
import { readState } from "../stack/state-file";

/** A container service that does not run what the last `up` asked for. */
export interface Straggler {
  readonly urn: string;
  readonly name: string;
  /** ARN of the task definition that was asked for. */
  readonly asked: string;
  /** ARN of the one that ECS runs, or would. */
  readonly runs: string;
  readonly lag: "another revision" | "no task" | "under way";
  /** What ECS said last, where it said anything. */
  readonly said?: string;
}

/** What `aws:ecs/getService:getService` answers, as far as it matters here. */
export interface ServiceStatus {
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly deployments: readonly { readonly status: string; readonly runningCount: number }[];
  readonly events: readonly { readonly message: string }[];
}

const serviceType = "aws:ecs/service:Service";

/**
 * Asks ECS for each service of the state. The provider writes what was asked for into the state even where ECS takes the
 * deployment back or no task ever starts, so that neither the state nor a further `up` shows it.
 *
 * @param known - the stack's state, where it has been read already.
 * @throws InquiryError, EngineError
 */
export async function findStragglers(
  stack: Stack,
  known?: ExportedState,
): Promise<readonly Straggler[]> {
  const state = known ?? (await readState(stack));
  const services = resourcesOf(state).filter(
    (resource) => resource.type === serviceType && resource.delete !== true,
  );
  if (services.length === 0) return [];
  const inquiry = await Inquiry.open(stack, await openProvidersOf(stack, services, state));
  try {
    const answers = await inquiry.ask(
      services.map((service) => ({
        provider: providerOf(service, state)?.urn ?? "",
        token: "aws:ecs/getService:getService",
        args: { clusterArn: service.inputs?.cluster, serviceName: service.inputs?.name },
      })),
    );
    return services.flatMap((service, index) =>
      lagOf(service, answers[index] as unknown as ServiceStatus),
    );
  } finally {
    inquiry.close();
  }
}

/**
 * Nothing where the service runs what it should. A count that is being scaled is no lag, but no task at all is.
 *
 * @param service - its outputs have what was asked for; after an `up` that failed, its inputs are those before.
 */
export function lagOf(
  { urn, outputs = {} }: Pick<StateResource, "urn" | "outputs">,
  { taskDefinition: runs, desiredCount, deployments, events }: ServiceStatus,
): readonly Straggler[] {
  const asked = String(outputs.taskDefinition);
  const running = deployments.reduce((sum, { runningCount }) => sum + runningCount, 0);
  const lag =
    runs !== asked
      ? "another revision"
      : deployments.length > 1
        ? "under way"
        : desiredCount > 0 && running === 0
          ? "no task"
          : undefined;
  if (lag === undefined) return [];
  const said = (events.find(({ message }) => /fail|roll|unable/i.test(message)) ?? events[0])
    ?.message;
  return [{ urn, name: nameOf(urn), asked, runs, lag, ...(said !== undefined && { said }) }];
}
