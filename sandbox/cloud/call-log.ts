import type { ModelValues } from "../model";
import { type Happening, isChange, type Operation } from "./faults";

/** One call that an emulated cloud was asked to answer. */
export interface Call {
  readonly operation: Operation;
  /** Type of the resource, or token of the function. */
  readonly type: string;
  /** Of the resource; empty for a function. */
  readonly urn: string;
  /** AWS account of the provider, `000000000000` where there is none. */
  readonly accountId: string;
  readonly region: string;
  /** Configuration of the provider that the call came for, secrets revealed. */
  readonly provider: ModelValues;
  /** Inputs, arguments, or what the engine remembers of the resource; secrets revealed, unknown values `null`. */
  readonly values: ModelValues;
  /** The fault that was asked for. */
  readonly happening: Happening | undefined;
}

/** Every call since the clouds were started, or since the log was last cleared. */
export class CallLog {
  private calls: Call[] = [];

  public get all(): readonly Call[] {
    return this.calls;
  }

  /** Calls that create, update or delete something, or would have. */
  public get changes(): readonly Call[] {
    return this.calls.filter(({ operation }) => isChange(operation));
  }

  public add(call: Call): void {
    this.calls.push(call);
  }

  public clear(): void {
    this.calls = [];
  }
}
