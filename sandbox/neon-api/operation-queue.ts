import { type Operation, type OperationAction, OperationStatus } from "@neondatabase/api-client";
import type { EmulatedClock } from "./clock";
import type { Identities } from "./identities";

/**
 * How long each operation takes: a number of requests that reach its project after the one that began it (0: done when
 * the next one arrives), or seconds of the emulator's clock.
 */
export type Pace = { readonly polls: number } | { readonly seconds: number };

/** An operation to come, and what it leaves behind when it finishes. */
export interface Step {
  readonly action: OperationAction;
  readonly branchId?: string;
  readonly endpointId?: string;
  readonly finish?: () => void;
}

/** How an operation goes wrong: given up, or reported as an error. */
export interface Failure {
  readonly action?: OperationAction;
  readonly status: OperationStatus.Failed | OperationStatus.Error;
  readonly error: string;
}

interface Entry {
  readonly operation: Operation;
  readonly finish: () => void;
  polls: number;
  /** Whether the request that began it is still being answered. */
  fresh: boolean;
  readonly finishesAt: number;
}

/** The operations of one project: one at a time, in their order. */
export class OperationQueue {
  private readonly entries: Entry[] = [];
  private readonly failures: Failure[] = [];

  public constructor(
    private readonly projectId: string,
    private readonly clock: EmulatedClock,
    private readonly identities: Identities,
    private readonly pace: () => Pace,
  ) {}

  /** Whether Neon refuses to schedule more. */
  public get busy(): boolean {
    return this.unfinished.length > 0;
  }

  /** All that there ever were, the newest first. */
  public get all(): readonly Operation[] {
    return this.entries.map(({ operation }) => operation).reverse();
  }

  public find(id: string): Operation | undefined {
    return this.all.find((operation) => operation.id === id);
  }

  /** Lets the next operation (with that action, if it is given) go wrong; the ones behind it are skipped. */
  public fail(failure: Failure): void {
    this.failures.push(failure);
  }

  public schedule(...steps: readonly Step[]): Operation[] {
    const pace = this.pace();
    return steps.map(({ action, branchId, endpointId, finish }) => {
      const now = this.clock.timestamp();
      const operation: Operation = {
        id: this.identities.uuid(),
        project_id: this.projectId,
        ...(branchId !== undefined && { branch_id: branchId }),
        ...(endpointId !== undefined && { endpoint_id: endpointId }),
        action,
        status: this.busy ? OperationStatus.Scheduling : OperationStatus.Running,
        failures_count: 0,
        created_at: now,
        updated_at: now,
        total_duration_ms: 0,
      };
      const ahead = this.unfinished.length + 1;
      this.entries.push({
        operation,
        finish: finish ?? (() => undefined),
        polls: "polls" in pace ? pace.polls : Infinity,
        fresh: true,
        finishesAt: "seconds" in pace ? this.clock.time + ahead * pace.seconds * 1_000 : Infinity,
      });
      return operation;
    });
  }

  /** Ends what has had its time. */
  public settle(): void {
    for (const entry of this.unfinished) {
      if (entry.operation.status === OperationStatus.Skipped) continue;
      if (entry.polls > 0 && entry.finishesAt > this.clock.time) {
        entry.operation.status = OperationStatus.Running;
        return;
      }
      this.end(entry);
    }
  }

  /** Ends a request, and counts it if it reached the project. */
  public tick(reached: boolean): void {
    const [running] = this.unfinished;
    if (reached && running?.fresh === false) running.polls -= 1;
    for (const entry of this.entries) entry.fresh = false;
  }

  private get unfinished(): readonly Entry[] {
    return this.entries.filter(
      ({ operation: { status } }) =>
        status === OperationStatus.Running || status === OperationStatus.Scheduling,
    );
  }

  private end(entry: Entry): void {
    const { operation } = entry;
    const index = this.failures.findIndex(
      ({ action }) => action === undefined || action === operation.action,
    );
    const [failure] = index < 0 ? [] : this.failures.splice(index, 1);
    operation.updated_at = this.clock.timestamp();
    operation.total_duration_ms = this.clock.time - Date.parse(operation.created_at);
    if (failure === undefined) {
      operation.status = OperationStatus.Finished;
      entry.finish();
      return;
    }
    operation.status = failure.status;
    operation.error = failure.error;
    operation.failures_count = 1;
    for (const { operation: behind } of this.unfinished) behind.status = OperationStatus.Skipped;
  }
}
