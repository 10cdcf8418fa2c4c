import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The engine's display, as a provider that the engine started may write to it. */
export class EngineLog {
  private readonly client: EngineClient;

  /** @param address - of the engine, which it gives a provider as its first argument. */
  public constructor(address: string) {
    this.client = new EngineClient(address, grpc.credentials.createInsecure());
  }

  /** Shows what a resource is waiting for, until the next status. A display that is gone is not an error. */
  public status(urn: string, message: string): void {
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setUrn(urn);
    request.setMessage(message);
    request.setEphemeral(true);
    this.client.log(request, () => undefined);
  }
}
