import type { Operation } from "@neondatabase/api-client";
import type { Client, Manner, NeonApi, RequestParams } from "../api/neon-api";
import { awaitOperations, type Report } from "../api/operations";
import type { Reply } from "../api/reply";
import type { Values } from "../schema/values";

/** A request, with `params` handed on so that it can be ended. */
export type Send<Data> = (client: Client, params: RequestParams) => Promise<Reply<Data>>;

/** One job for the engine: asks Neon, waits for it, and remembers what is there already when something fails later. */
export class Work {
  private left: Made | undefined;
  private inDoubt = false;

  /**
   * @param what - the job as messages name it, for example `create the branch "pr-7"`.
   * @param report - told what is waited for.
   */
  public constructor(
    public readonly api: NeonApi,
    public readonly what: string,
    public readonly signal: AbortSignal,
    public readonly report: Report = () => undefined,
    /** The resource as a command names it, for example `neon:index:Branch main`; empty where it is none. */
    public readonly command = "",
  ) {}

  /** @param what - what the request is to do, where that is not the job itself. */
  public call<Data>(send: Send<Data>, what = this.what, manner?: Manner): Promise<Data> {
    const onDoubt = (): void => {
      this.inDoubt = true;
    };
    return this.api.call(what, this.signal, send, { ...manner, onDoubt });
  }

  /** Sends a POST that does no harm when it is done twice: again where nobody knows what became of it. */
  public repeat<Data>(send: Send<Data>, what = this.what): Promise<Data> {
    return this.call(send, what, { isRepeatable: true });
  }

  /**
   * Waits until Neon has done what its answer announced.
   *
   * @param operations - nothing where the answer was empty (204), as for what is deleted already.
   */
  public settle(operations: readonly Operation[] | undefined): Promise<void> {
    const { api, what, signal, report } = this;
    return awaitOperations(api, what, operations ?? [], api.timing, signal, report);
  }

  /**
   * Says that the resource is there from now on, whatever else may fail.
   *
   * @param outputs - what Neon tells only once.
   */
  public made(id: string, outputs: Values = {}): void {
    this.left = { id, outputs };
  }

  /** Whether a change may have been made that nobody knows of. */
  public get isDoubtful(): boolean {
    return this.inDoubt;
  }

  /** Says that it has been found out what became of every change. */
  public clear(): void {
    this.inDoubt = false;
  }

  /** What is there, once something is. */
  public get result(): Made | undefined {
    return this.left;
  }
}

export interface Made {
  readonly id: string;
  readonly outputs: Values;
}
