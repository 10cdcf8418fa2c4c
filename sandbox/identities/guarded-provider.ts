import {
  type Answer,
  type Call,
  type ConfiguredProvider,
  Refusal,
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

  public check(...call: Call<"check">): Answer<"check"> {
    return this.cloud.check(...call);
  }

  public diff(...call: Call<"diff">): Answer<"diff"> {
    return this.cloud.diff(...call);
  }

  public preview(...call: Call<"preview">): Answer<"preview"> {
    return this.cloud.preview(...call);
  }

  public create(...call: Call<"create">): Answer<"create"> {
    const [{ type }, inputs] = call;
    this.require("create", type, inputs);
    return this.cloud.create(...call);
  }

  public read(...call: Call<"read">): Answer<"read"> {
    const [{ type }, id, { inputs, outputs }] = call;
    this.require("read", type, { ...inputs, ...outputs, id });
    return this.cloud.read(...call);
  }

  public previewUpdate(...call: Call<"previewUpdate">): Answer<"previewUpdate"> {
    return this.cloud.previewUpdate(...call);
  }

  public update(...call: Call<"update">): Answer<"update"> {
    const [{ type }, id, olds, news, , oldInputs] = call;
    this.require("update", type, { ...olds, ...news, id }, oldInputs);
    return this.cloud.update(...call);
  }

  public delete(...call: Call<"delete">): Answer<"delete"> {
    const [{ type }, id, olds] = call;
    this.require("delete", type, { ...olds, id });
    return this.cloud.delete(...call);
  }

  public invoke(...call: Call<"invoke">): Answer<"invoke"> {
    this.require("read", ...call);
    return this.cloud.invoke(...call);
  }

  /** @throws Refusal when the identity may not do what the provider would ask of its service. */
  private require(
    operation: AskedOf["operation"],
    type: string,
    properties: WireMap,
    before: WireMap = {},
  ): void {
    const values = revealMap(properties, undefined);
    const { owner = "" } = this.settings;
    const [message] = refusalsOf(this.identity, this.store, {
      operation,
      type,
      values,
      before: revealMap(before, undefined),
      owner: String(owner),
      ...placeOf(this.settings),
      ...(typeof values.region === "string" && { region: values.region }),
    });
    if (message !== undefined) throw new Refusal("unauthorized", `${type}: ${message}`);
  }
}
