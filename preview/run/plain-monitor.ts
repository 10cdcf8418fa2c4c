import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { Callback as Transform } from "@pulumi/pulumi/proto/callback_pb";
import * as resources from "@pulumi/pulumi/proto/resource_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { dependenciesIn, withOutputValues } from "./output-values";
import { hooksOf, optionsAsDeclared, optionsOf } from "./registration-options";
import type { Recording, Registration } from "./recording";
import { callerIn } from "./source-position";
import { Transforms } from "./transforms";
import { mapFromWire, mapToWire } from "./wire";

type Callback<Response> = (error: unknown, response: Response | undefined) => void;

/** The SDK's own mock engine, which records whole requests and answers them from the resource model. */
export class PlainMonitor extends MockMonitor {
  private readonly transforms = new Transforms();

  public constructor(private readonly recording: Recording) {
    const unreachable = (): never => {
      throw new Error("the plain monitor answers every call itself");
    };
    super({ newResource: unreachable, call: unreachable });
  }

  public override registerResource(
    request: resources.RegisterResourceRequest,
    callback: Callback<resources.RegisterResourceResponse>,
  ): Promise<void> {
    return this.answer(callback, async () => {
      const registration = await this.register(request);
      const response = new resources.RegisterResourceResponse();
      response.setUrn(registration.urn);
      response.setId(registration.id ?? "");
      response.setObject(struct(mapToWire(registration.outputs)));
      return response;
    });
  }

  public override registerResourceOutputs(
    request: resources.RegisterResourceOutputsRequest,
    callback: Callback<unknown>,
  ): void {
    void this.answer(callback, () => {
      const outputs = mapFromWire(request.getOutputs()?.toJavaScript() ?? {});
      this.recording.registerOutputs(request.getUrn(), outputs);
      return {};
    });
  }

  public override registerStackTransform(request: Transform, callback: Callback<unknown>): void {
    this.transforms.addToStack(request);
    callback(null, {});
  }

  public override registerStackInvokeTransform(
    request: Transform,
    callback: Callback<unknown>,
  ): void {
    this.transforms.addToInvokes(request);
    callback(null, {});
  }

  /** No hook runs in a preview; the report says which resources have some. */
  public registerResourceHook(_request: unknown, callback: Callback<unknown>): void {
    callback(null, {});
  }

  public registerErrorHook(_request: unknown, callback: Callback<unknown>): void {
    callback(null, {});
  }

  public override invoke(
    request: resources.ResourceInvokeRequest,
    callback: Callback<provider.InvokeResponse>,
  ): Promise<void> {
    return this.answer(callback, async () => {
      const asked = await this.transforms.applyToInvoke(request);
      const result = this.recording.invoke(
        request.getTok(),
        mapFromWire(asked.args?.toJavaScript() ?? {}),
        asked.provider || undefined,
      );
      const response = new provider.InvokeResponse();
      response.setReturn(struct(mapToWire(mapFromWire(result))));
      return response;
    });
  }

  public override readResource(
    request: resources.ReadResourceRequest,
    callback: Callback<never>,
  ): Promise<void> {
    return this.refuse(
      callback,
      `the program reads ${request.getType()} "${request.getName()}" from the cloud: pass its identifier as a setting`,
    );
  }

  public override existsResource(
    request: resources.ExistsResourceRequest,
    callback: Callback<never>,
  ): void {
    void this.refuse(
      callback,
      `the program asks the cloud whether ${request.getType()} "${request.getId()}" exists: say so in a setting`,
    );
  }

  public call(request: resources.ResourceCallRequest, callback: Callback<never>): void {
    void this.refuse(
      callback,
      `the program calls ${request.getTok()}, which only the package behind it can answer`,
    );
  }

  /** The SDK's way of letting a monitor go. */
  public close(): void {
    this.transforms.close();
  }

  private async register(request: resources.RegisterResourceRequest): Promise<Registration> {
    const parent = request.getParent() || undefined;
    const ancestors = this.recording.ancestorsOf(parent);
    const ownTransforms = request.getTransformsList();
    const declaredDependencies = propertyDependenciesOf(request);
    const declared = {
      properties: request.getObject(),
      options: optionsAsDeclared(request),
    };
    const { properties, options } = this.transforms.concern(ownTransforms, ancestors)
      ? await this.transforms.applyTo(request, ancestors, {
          ...declared,
          properties: struct(
            withOutputValues(
              declared.properties?.toJavaScript() ?? {},
              ownTransforms.length > 0 ? declaredDependencies : {},
            ),
          ),
        })
      : declared;
    const inputs = properties?.toJavaScript() ?? {};
    // As the engine: only a resource with transforms of its own has its dependencies read anew.
    const isReread = ownTransforms.length > 0;
    const propertyDependencies = isReread ? dependenciesOf(inputs) : declaredDependencies;
    const dependencies = isReread
      ? [...options.getDependsOnList(), ...Object.values(propertyDependencies).flat()]
      : request.getDependenciesList();
    const registration = this.recording.register({
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
      remote: request.getRemote(),
      parent,
      provider: options.getProvider() || undefined,
      inputs: mapFromWire(inputs),
      dependencies: [...new Set(dependencies)].sort(),
      propertyDependencies,
      options: optionsOf(options),
      hooks: hooksOf(options),
      importId: options.getImport() || undefined,
      source: callerIn(request.getSourceposition()),
    });
    this.transforms.keep(registration.urn, ownTransforms);
    return registration;
  }

  private refuse(callback: Callback<never>, reason: string): Promise<void> {
    return this.answer(callback, () => {
      throw new Error(reason);
    });
  }

  private async answer<Response>(
    callback: Callback<Response>,
    respond: () => Response | Promise<Response>,
  ): Promise<void> {
    let response: Response;
    try {
      response = await respond();
    } catch (error) {
      this.recording.fail(error);
      callback(error, undefined);
      return;
    }
    callback(null, response);
  }
}

function propertyDependenciesOf(
  request: resources.RegisterResourceRequest,
): Record<string, readonly string[]> {
  const dependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((value, key) => {
    const urns = value.getUrnsList().sort();
    if (urns.length > 0) dependencies[key] = urns;
  });
  return dependencies;
}

function dependenciesOf(
  inputs: Readonly<Record<string, unknown>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(inputs)
      .map(([key, value]): [string, readonly string[]] => [key, dependenciesIn(value)])
      .filter(([, urns]) => urns.length > 0),
  );
}

function struct(value: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}
