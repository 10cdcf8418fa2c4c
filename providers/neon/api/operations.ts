import type { Operation, OperationStatus } from "@neondatabase/api-client";
import { Refusal } from "../../server/provider";
import type { NeonApi } from "./neon-api";
import type { Waiting } from "./waiting";

/** Told what is waited for, for the engine's progress display. */
export type Report = (status: string) => void;

/**
 * Waits until Neon has done what its answer announced.
 *
 * @param what - what it belongs to, for example `create the branch "pr-7"`.
 * @throws Refusal when an operation fails or time runs out; what was asked for is there all the same.
 */
export async function awaitOperations(
  api: NeonApi,
  what: string,
  operations: readonly Operation[],
  { deadlineSeconds, pollSeconds }: Waiting,
  signal: AbortSignal,
  report: Report,
): Promise<void> {
  const deadline = api.clock.now() + deadlineSeconds * 1000;
  for (const { project_id: projectId, id: operationId, ...begun } of operations) {
    let operation = { ...begun, id: operationId, project_id: projectId };
    while (stateOf(operation.status) === "going on") {
      report(`${operation.action} is ${operation.status}`);
      if (api.clock.now() >= deadline) throw overdue(what, operation, deadlineSeconds);
      await api.sleep(what, pollSeconds * 1000, signal);
      operation = (
        await api.call(`say how far it is to ${what}`, signal, (client, params) =>
          client.getProjectOperation(projectId, operationId, params),
        )
      ).operation;
    }
    if (stateOf(operation.status) === "failed") throw failed(what, operation);
  }
}

function stateOf(status: OperationStatus): "going on" | "done" | "failed" {
  switch (status as `${OperationStatus}`) {
    case "scheduling":
    case "running":
    case "cancelling":
      return "going on";
    case "finished":
    case "skipped":
      return "done";
    case "failed":
    case "error":
    case "cancelled":
      return "failed";
  }
}

function failed(what: string, { id, project_id, action, status, error }: Operation): Refusal {
  const message =
    `Neon began to ${what}, but its operation ${action} ended as ${status}` +
    `${error === undefined ? "" : `: ${error}`} (operation ${id} of the project ${project_id}). ` +
    "Run the update again to have it tried again.";
  return new Refusal("precondition failed", message);
}

function overdue(what: string, { id, project_id, action }: Operation, seconds: number): Refusal {
  const message =
    `Neon began to ${what}, but its operation ${action} was not done after ${String(seconds)} ` +
    `seconds (operation ${id} of the project ${project_id}). Run the update again when it is.`;
  return new Refusal("timeout", message);
}
