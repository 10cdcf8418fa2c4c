import { Refusal, type Subject } from "../../providers/server/provider";
import { holdsUnknown, revealMap, secret, type WireMap } from "../../providers/server/wire";
import type {
  ModelAnswer,
  ModelRequest,
  ModelValues,
  ResourceModel,
  ResourceModels,
} from "../model";
import { modelRequest } from "../request";

/** A model asked for a value that nobody knows before the deployment. */
class NotYetKnown extends Error {}

/** What the models of the offline preview answer to one configured provider. */
export class Answers {
  public constructor(
    private readonly models: ResourceModels,
    /** Inputs of the provider, secrets revealed. */
    private readonly provider: ModelValues,
  ) {}

  /** @throws Refusal when there is no model of the type. */
  public to(subject: Subject, inputs: WireMap, generation: number): ModelAnswer {
    return this.model(subject.type)(this.request(subject, revealMap(inputs, null), generation));
  }

  /**
   * The answer to inputs that may be unknown; `undefined` when it depends on one of these.
   *
   * @throws Refusal when there is no model of the type.
   */
  public foreseen(subject: Subject, inputs: WireMap, generation: number): ModelAnswer | undefined {
    const model = this.model(subject.type);
    try {
      return model(this.request(subject, guarded(inputs), generation));
    } catch (error) {
      if (error instanceof NotYetKnown) return undefined;
      throw error;
    }
  }

  private request(subject: Subject, inputs: ModelValues, generation: number): ModelRequest {
    return modelRequest({ ...subject, inputs, provider: this.provider, generation });
  }

  private model(type: string): ResourceModel {
    const model = this.models[type];
    if (model === undefined) throw new Refusal("unknown type", noModelOf(type));
    return model;
  }
}

/** What the service adds, its secrets marked, and the inputs, of which its defaults replace none. */
export function answered(
  inputs: WireMap,
  { outputs = {}, secretOutputs = [] }: Partial<ModelAnswer>,
): WireMap {
  const added = Object.entries(outputs)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, secretOutputs.includes(key) ? secret(value) : value]);
  return { ...(Object.fromEntries(added) as WireMap), ...inputs };
}

export function noModelOf(token: string): string {
  return `the sandbox has no model of ${token}: add one under sandbox/`;
}

/** The inputs, of which those that are unknown can't be read. */
function guarded(inputs: WireMap): ModelValues {
  return new Proxy(revealMap(inputs, null), {
    get(target, key) {
      if (typeof key === "string" && holdsUnknown(inputs[key])) throw new NotYetKnown();
      return Reflect.get(target, key) as unknown;
    },
  });
}
