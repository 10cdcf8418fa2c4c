import {
  type CheckProblem,
  type ConfiguredProvider,
  type Created,
  type Difference,
  type Eventually,
  type Found,
  Refusal,
  type Subject,
} from "../../providers/server/provider";
import { revealMap, type WireMap } from "../../providers/server/wire";
import type { ObjectStore } from "../cloud/object-store";
import type { ModelValues } from "../model";
import { placeOf } from "../request";
import { type Identity, refusalsOf } from "./identity";
import type { AskedOf } from "./asked";

/** A cloud that answers nobody more than they are allowed; previews and diffs ask nothing of it. */
export class GuardedProvider implements ConfiguredProvider {
  public constructor(
    private readonly cloud: ConfiguredProvider,
    /** Inputs of the provider, secrets revealed. */
    private readonly settings: ModelValues,
    private readonly store: ObjectStore,
    private readonly identity: Identity,
  ) {}

  public check(subject: Subject, inputs: WireMap): Eventually<readonly CheckProblem[]> {
    return this.cloud.check(subject, inputs);
  }

  public diff(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    state: WireMap,
  ): Eventually<Difference> {
    return this.cloud.diff(subject, id, olds, news, state);
  }

  public preview(subject: Subject, inputs: WireMap): Eventually<WireMap> {
    return this.cloud.preview(subject, inputs);
  }

  public create(subject: Subject, inputs: WireMap, signal: AbortSignal): Eventually<Created> {
    this.require("create", subject.type, inputs);
    return this.cloud.create(subject, inputs, signal);
  }

  public read(
    subject: Subject,
    id: string,
    known: Found,
    signal: AbortSignal,
  ): Eventually<Found | undefined> {
    this.require("read", subject.type, { ...known.inputs, ...known.outputs, id });
    return this.cloud.read(subject, id, known, signal);
  }

  public previewUpdate(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
  ): Eventually<WireMap> {
    return this.cloud.previewUpdate(subject, id, olds, news);
  }

  public update(
    subject: Subject,
    id: string,
    olds: WireMap,
    news: WireMap,
    signal: AbortSignal,
    oldInputs: WireMap,
    ignored: readonly string[],
  ): Eventually<WireMap> {
    this.require("update", subject.type, { ...olds, ...news, id }, oldInputs);
    return this.cloud.update(subject, id, olds, news, signal, oldInputs, ignored);
  }

  public delete(
    subject: Subject,
    id: string,
    olds: WireMap,
    signal: AbortSignal,
  ): Eventually<void> {
    this.require("delete", subject.type, { ...olds, id });
    return this.cloud.delete(subject, id, olds, signal);
  }

  public invoke(token: string, args: WireMap): Eventually<WireMap> {
    this.require("read", token, args);
    return this.cloud.invoke(token, args);
  }

  /** @throws Refusal when the identity may not do what the provider would ask of its service. */
  private require(
    operation: AskedOf["operation"],
    type: string,
    properties: WireMap,
    before: WireMap = {},
  ): void {
    const values = revealMap(properties, undefined);
    const place = placeOf(this.settings);
    const [message] = refusalsOf(this.identity, this.store, {
      operation,
      type,
      values,
      before: revealMap(before, undefined),
      ...place,
      ...(typeof values.region === "string" && { region: values.region }),
    });
    if (message !== undefined) throw new Refusal("unauthorized", `${type}: ${message}`);
  }
}
