import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import * as resources from "@pulumi/pulumi/proto/resource_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Recording, RegistrationOptions } from "./recording";
import { callerIn } from "./source-position";
import { mapFromWire, mapToWire } from "./wire";

type Callback<Response> = (error: unknown, response: Response | undefined) => void;

/** The SDK's own mock engine, which records whole requests and answers them from the resource model. */
export class PlainMonitor extends MockMonitor {
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
    return this.answer(callback, () => {
      const registration = this.recording.register({
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        parent: request.getParent() || undefined,
        provider: request.getProvider() || undefined,
        inputs: mapFromWire(request.getObject()?.toJavaScript() ?? {}),
        dependencies: request.getDependenciesList().sort(),
        propertyDependencies: propertyDependenciesOf(request),
        options: optionsOf(request),
        source: callerIn(request.getSourceposition()),
      });
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

  public override invoke(
    request: resources.ResourceInvokeRequest,
    callback: Callback<provider.InvokeResponse>,
  ): Promise<void> {
    return this.answer(callback, () => {
      const args = mapFromWire(request.getArgs()?.toJavaScript() ?? {});
      const result = this.recording.invoke(
        request.getTok(),
        args,
        request.getProvider() || undefined,
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
    return this.answer(callback, () => {
      throw new Error(
        `the program reads ${request.getType()} "${request.getName()}" from the cloud: pass its identifier as a setting`,
      );
    });
  }

  private answer<Response>(callback: Callback<Response>, respond: () => Response): Promise<void> {
    try {
      callback(null, respond());
    } catch (error) {
      this.recording.fail(error);
      callback(error, undefined);
    }
    return Promise.resolve();
  }
}

function propertyDependenciesOf(
  request: resources.RegisterResourceRequest,
): Record<string, string[]> {
  const dependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((value, key) => {
    const urns = value.getUrnsList().sort();
    if (urns.length > 0) dependencies[key] = urns;
  });
  return dependencies;
}

function optionsOf(request: resources.RegisterResourceRequest): RegistrationOptions {
  const timeouts = request.getCustomtimeouts();
  return {
    protect: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    retainOnDelete: request.getRetainondelete() ?? false,
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    customTimeouts: {
      create: timeouts?.getCreate() ?? "",
      update: timeouts?.getUpdate() ?? "",
      delete: timeouts?.getDelete() ?? "",
    },
  };
}

function struct(value: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}
