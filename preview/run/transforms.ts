import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import * as resources from "@pulumi/pulumi/proto/resource_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** What a transform may change of a registration. */
export interface Transformed {
  readonly properties: Struct | undefined;
  readonly options: resources.TransformResourceOptions;
}

/**
 * The functions that a program hands the engine to change its resources and calls on their way, called as the engine
 * does: a resource's own, those of the components around it from the inside out, then the stack's.
 */
export class Transforms {
  private readonly ofStack: Callback[] = [];
  private readonly ofInvokes: Callback[] = [];
  private readonly ofResources = new Map<string, readonly Callback[]>();
  private readonly clients = new Map<string, CallbacksClient>();

  public addToStack(callback: Callback): void {
    this.ofStack.push(callback);
  }

  public addToInvokes(callback: Callback): void {
    this.ofInvokes.push(callback);
  }

  /** Keeps a component's transforms for what it holds. */
  public keep(urn: string, callbacks: readonly Callback[]): void {
    if (callbacks.length > 0) this.ofResources.set(urn, callbacks);
  }

  /** Whether any would be called for a resource. */
  public concern(own: readonly Callback[], ancestors: readonly string[]): boolean {
    return (
      own.length + this.ofStack.length > 0 || ancestors.some((urn) => this.ofResources.has(urn))
    );
  }

  /**
   * @param ancestors - URNs of the components around the resource, the innermost first.
   * @throws Error with what a transform threw.
   */
  public async applyTo(
    request: resources.RegisterResourceRequest,
    ancestors: readonly string[],
    declared: Transformed,
  ): Promise<Transformed> {
    const callbacks = [
      ...request.getTransformsList(),
      ...ancestors.flatMap((urn) => this.ofResources.get(urn) ?? []),
      ...this.ofStack,
    ];
    let { properties, options } = declared;
    for (const callback of callbacks) {
      const asked = new resources.TransformRequest();
      asked.setType(request.getType());
      asked.setName(request.getName());
      asked.setCustom(request.getCustom());
      asked.setParent(request.getParent());
      asked.setProperties(properties);
      asked.setOptions(options);
      const answer = resources.TransformResponse.deserializeBinary(
        await this.call(callback, asked.serializeBinary()),
      );
      properties = answer.getProperties() ?? properties;
      options = answer.getOptions() ?? options;
    }
    return { properties, options };
  }

  /** @returns what the function is called with in the end, and of which provider. */
  public async applyToInvoke(
    request: resources.ResourceInvokeRequest,
  ): Promise<{ readonly args: Struct | undefined; readonly provider: string }> {
    let args = request.getArgs();
    let options = new resources.TransformInvokeOptions();
    options.setProvider(request.getProvider());
    for (const callback of this.ofInvokes) {
      const asked = new resources.TransformInvokeRequest();
      asked.setToken(request.getTok());
      asked.setArgs(args);
      asked.setOptions(options);
      const answer = resources.TransformInvokeResponse.deserializeBinary(
        await this.call(callback, asked.serializeBinary()),
      );
      args = answer.getArgs() ?? args;
      options = answer.getOptions() ?? options;
    }
    return { args, provider: options.getProvider() };
  }

  public close(): void {
    for (const client of this.clients.values()) client.close();
    this.clients.clear();
  }

  private call(callback: Callback, bytes: Uint8Array): Promise<Uint8Array> {
    const request = new CallbackInvokeRequest();
    request.setToken(callback.getToken());
    request.setRequest(bytes);
    return new Promise((resolve, reject) => {
      this.client(callback.getTarget()).invoke(request, (error, response) => {
        if (error === null) resolve(response.getResponse_asU8());
        else reject(new Error(error.details));
      });
    });
  }

  private client(target: string): CallbacksClient {
    const known = this.clients.get(target);
    if (known !== undefined) return known;
    const client = new CallbacksClient(target, grpc.credentials.createInsecure());
    this.clients.set(target, client);
    return client;
  }
}
