import type { WireMap } from "./wire";

/** Providers that think and providers that ask a service over the network answer alike. */
export type Eventually<Value> = Value | Promise<Value>;

/** A resource as the engine speaks of it to its provider. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/** What is wrong with inputs before anything is asked of the service. */
export interface CheckProblem {
  /** Path of the input, for example `rules[0].name`; empty when it is about the whole resource. */
  readonly property: string;
  readonly reason: string;
}

/** What another set of inputs means for a resource that is there. */
export interface Difference {
  /** Names of the properties that differ, whether or not the program wants that ignored. */
  readonly changed: readonly string[];
  /** Those of the changed properties that make another resource. */
  readonly replacing: readonly string[];
  /** Whether the service has room for one of the two only. */
  readonly deleteFirst: boolean;
  /** What the new inputs were compared with. Default: the former ones. */
  readonly against?: WireMap;
}

/** What is there: inputs by what has become of them, and everything. */
export interface Found {
  readonly inputs: WireMap;
  readonly outputs: WireMap;
  /** What it is called from now on. Default: the id that was asked for. */
  readonly id?: string;
}

export interface Created {
  readonly id: string;
  readonly outputs: WireMap;
}

/** Why a service did not do what it was asked, or can't say whether it did. */
export type RefusalReason =
  | "already exists"
  | "cancelled"
  | "invalid"
  | "not found"
  | "outcome unknown"
  | "overloaded"
  | "precondition failed"
  | "server error"
  | "timeout"
  | "unauthorized"
  | "unknown type"
  | "unreachable";

/** What a service answers instead of doing what it was asked. */
export class Refusal extends Error {
  public constructor(
    public readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
  }
}

/** A resource was made or changed, but is not what was asked for: the engine keeps it, and tries again next time. */
export class Incomplete extends Error {
  public constructor(
    message: string,
    public readonly left: Created & {
      /** What it amounts to as inputs. Default: none, so that the next `up` updates it. */
      readonly inputs?: WireMap;
    },
  ) {
    super(message);
  }
}

/**
 * A provider that has been told its configuration. Values are the engine's wire form: secrets are marked, and what is not
 * known before the deployment is marked as unknown. Each of its functions may throw a `Refusal`.
 *
 * `signal` ends work that takes longer than the resource's `customTimeouts` allow, or that the engine cancels; it comes
 * with every operation that may take its time.
 */
export interface ConfiguredProvider {
  check(subject: Subject, inputs: WireMap): Eventually<readonly CheckProblem[]>;
  /**
   * @param olds - the inputs of the last deployment, or as a refresh found them.
   * @param state - its outputs.
   */
  diff(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    state: WireMap,
  ): Eventually<Difference>;
  /** What is known of a resource before it is made. */
  preview(subject: Subject, inputs: WireMap): Eventually<WireMap>;
  /** @throws Incomplete when something was made that is not what was asked for. */
  create(subject: Subject, inputs: WireMap, signal: AbortSignal): Eventually<Created>;
  /**
   * @param known - inputs and outputs as the engine remembers them; without outputs it is an import.
   * @returns nothing where it is gone.
   */
  read(
    subject: Subject,
    id: string,
    known: Found,
    signal: AbortSignal,
  ): Eventually<Found | undefined>;
  /** What is known of a resource before it is changed. */
  previewUpdate(subject: Subject, id: string, olds: WireMap, news: WireMap): Eventually<WireMap>;
  /**
   * @param olds - its outputs.
   * @param oldInputs - what the last deployment asked for.
   * @param ignored - paths that the program leaves as they are.
   * @throws Incomplete when something was changed that is not what was asked for.
   */
  update(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    signal: AbortSignal,
    oldInputs: WireMap,
    ignored: readonly string[],
  ): Eventually<WireMap>;
  /** What is gone already counts as deleted. */
  delete(subject: Subject, id: string, olds: WireMap, signal: AbortSignal): Eventually<void>;
  invoke(token: string, args: WireMap): Eventually<WireMap>;
}

/** What a call of a provider is given, for whatever hands it on whole. */
export type Call<Name extends keyof ConfiguredProvider> = Parameters<ConfiguredProvider[Name]>;
export type Answer<Name extends keyof ConfiguredProvider> = ReturnType<ConfiguredProvider[Name]>;

/** A package, before the engine has said how its provider is configured. */
export interface ProviderPackage {
  /** What the engine holds against the version that the program was written for. */
  readonly version: string;
  /** The package's Pulumi schema as JSON, from which the CLI makes SDKs and documentation. Default: none. */
  readonly schema?: string;
  /** What is wrong with a provider's configuration. Default: nothing. */
  readonly checkConfig?: (settings: WireMap) => Eventually<readonly CheckProblem[]>;
  /** Names of settings of which another value makes another resource of each. Default: none. */
  readonly replacingSettings?: readonly string[];
  /** Starts answering; secrets are revealed. */
  readonly configure: (
    settings: Readonly<Record<string, unknown>>,
  ) => Eventually<ConfiguredProvider>;
}
