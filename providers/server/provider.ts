import type { WireMap } from "./wire";

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
  readonly changed: readonly string[];
  /** Those of the changed properties that make another resource. */
  readonly replacing: readonly string[];
  /** Whether the service has room for one of the two only. */
  readonly deleteFirst: boolean;
}

/** What is there: inputs by what has become of them, and everything. */
export interface Found {
  readonly inputs: WireMap;
  readonly outputs: WireMap;
}

/** What a service answers instead of doing what it was asked. */
export class Refusal extends Error {
  public constructor(
    public readonly reason: "already exists" | "not found" | "unknown type",
    message: string,
  ) {
    super(message);
  }
}

/**
 * A provider that has been told its configuration. Values are the engine's wire form: secrets are marked, and what is not
 * known before the deployment is marked as unknown.
 */
export interface ConfiguredProvider {
  check(subject: Subject, inputs: WireMap): readonly CheckProblem[];
  diff(subject: Subject, id: string, olds: WireMap, news: WireMap): Difference;
  /** What is known of a resource before it is made. */
  preview(subject: Subject, inputs: WireMap): WireMap;
  /** @throws Refusal when the service refuses. */
  create(subject: Subject, inputs: WireMap): { readonly id: string; readonly outputs: WireMap };
  /**
   * @param known - inputs and outputs as the engine remembers them; without any it is an import.
   * @returns nothing where it is gone.
   */
  read(subject: Subject, id: string, known: Found): Found | undefined;
  /** @throws Refusal when it is not there. */
  update(subject: Subject, id: string, olds: WireMap, news: WireMap, isPreview: boolean): WireMap;
  /** What is gone already counts as deleted. */
  delete(subject: Subject, id: string, olds: WireMap): void;
  /** @throws Refusal when the function is unknown. */
  invoke(token: string, args: WireMap): WireMap;
}
