import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type CheckProblem, type ConfiguredProvider, Refusal, type Subject } from "./provider";
import { revealMap, type WireMap } from "./wire";

/** Starts answering once the engine has said how the provider is configured; secrets revealed. */
export type Configure = (settings: Readonly<Record<string, unknown>>) => ConfiguredProvider;

/**
 * A package's provider as a gRPC server that the engine attaches to. All its providers (another region, another account)
 * come to this one server, each over a connection of its own, which tells them apart.
 */
export class ProviderServer {
  private readonly configured = new Map<string, ConfiguredProvider>();
  private readonly server = new grpc.Server();

  public constructor(
    /** The version that the engine is told, which it holds against the one that the program was written for. */
    private readonly version: string,
    private readonly open: Configure,
  ) {
    this.server.addService(ResourceProviderService, this.service());
  }

  /** @returns the port on the loopback interface. */
  public listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      this.server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
  }

  public close(): void {
    this.server.forceShutdown();
  }

  private service(): grpc.UntypedServiceImplementation {
    return {
      handshake: unary(() => {
        const response = new proto.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        response.setAcceptResources(true);
        return response;
      }),
      attach: unary(() => new Empty()),
      cancel: unary(() => new Empty()),
      getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(this.version)),
      checkConfig: unary((request: proto.CheckRequest) => checked(mapOf(request.getNews()), [])),
      diffConfig: unary(() => new proto.DiffResponse()),
      configure: unary((request: proto.ConfigureRequest, peer) => {
        this.configured.set(peer, this.open(revealMap(mapOf(request.getArgs()), undefined)));
        const response = new proto.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setAcceptresources(true);
        response.setSupportspreview(true);
        return response;
      }),
      check: unary((request: proto.CheckRequest, peer) =>
        checked(
          mapOf(request.getNews()),
          this.provider(peer).check(subjectOf(request), mapOf(request.getNews())),
        ),
      ),
      diff: unary((request: proto.DiffRequest, peer) => this.diff(request, peer)),
      create: unary((request: proto.CreateRequest, peer) => this.create(request, peer)),
      read: unary((request: proto.ReadRequest, peer) => this.read(request, peer)),
      update: unary((request: proto.UpdateRequest, peer) => {
        const [olds, news] = [mapOf(request.getOlds()), mapOf(request.getNews())];
        const response = new proto.UpdateResponse();
        const outputs = this.provider(peer).update(
          subjectOf(request),
          request.getId(),
          olds,
          news,
          request.getPreview(),
        );
        response.setProperties(structOf(outputs));
        return response;
      }),
      delete: unary((request: proto.DeleteRequest, peer) => {
        this.provider(peer).delete(
          subjectOf(request),
          request.getId(),
          mapOf(request.getProperties()),
        );
        return new Empty();
      }),
      invoke: unary((request: proto.InvokeRequest, peer) => {
        const result = this.provider(peer).invoke(request.getTok(), mapOf(request.getArgs()));
        const response = new proto.InvokeResponse();
        response.setReturn(structOf(result));
        return response;
      }),
    };
  }

  private diff(request: proto.DiffRequest, peer: string): proto.DiffResponse {
    const { changed, replacing, deleteFirst } = this.provider(peer).diff(
      subjectOf(request),
      request.getId(),
      mapOf(request.getOldInputs()),
      mapOf(request.getNews()),
    );
    const ignored = request.getIgnorechangesList();
    const diffs = changed.filter((key) => !ignored.includes(key));
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const response = new proto.DiffResponse();
    response.setChanges(diffs.length === 0 ? DIFF_NONE : DIFF_SOME);
    response.setDiffsList(diffs);
    response.setReplacesList(replacing.filter((key) => diffs.includes(key)));
    response.setDeletebeforereplace(deleteFirst);
    return response;
  }

  private create(request: proto.CreateRequest, peer: string): proto.CreateResponse {
    const inputs = mapOf(request.getProperties());
    const provider = this.provider(peer);
    const response = new proto.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(structOf(provider.preview(subjectOf(request), inputs)));
      return response;
    }
    const { id, outputs } = provider.create(subjectOf(request), inputs);
    response.setId(id);
    response.setProperties(structOf(outputs));
    return response;
  }

  private read(request: proto.ReadRequest, peer: string): proto.ReadResponse {
    const found = this.provider(peer).read(subjectOf(request), request.getId(), {
      inputs: mapOf(request.getInputs()),
      outputs: mapOf(request.getProperties()),
    });
    const response = new proto.ReadResponse();
    // An answer without an id says that the resource is gone.
    if (found === undefined) return response;
    response.setId(request.getId());
    response.setInputs(structOf(found.inputs));
    response.setProperties(structOf(found.outputs));
    return response;
  }

  private provider(peer: string): ConfiguredProvider {
    const provider = this.configured.get(peer);
    if (provider === undefined) throw new Error(`the provider at ${peer} was never configured`);
    return provider;
  }
}

/** The services say what they refuse with these codes, which the engine repeats. */
const codes: Readonly<Record<Refusal["reason"], grpc.status>> = {
  "already exists": grpc.status.ALREADY_EXISTS,
  "not found": grpc.status.NOT_FOUND,
  "unknown type": grpc.status.UNIMPLEMENTED,
};

function unary<Request, Response>(
  answer: (request: Request, peer: string) => Response,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request, call.getPeer()));
    } catch (error) {
      const code = error instanceof Refusal ? codes[error.reason] : grpc.status.INVALID_ARGUMENT;
      callback({ code, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

function checked(inputs: WireMap, problems: readonly CheckProblem[]): proto.CheckResponse {
  const response = new proto.CheckResponse();
  response.setInputs(structOf(inputs));
  response.setFailuresList(
    problems.map(({ property, reason }) => {
      const failure = new proto.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function subjectOf(request: { getUrn(): string; getType(): string; getName(): string }): Subject {
  return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

function mapOf(struct: Struct | undefined): WireMap {
  return struct?.toJavaScript() ?? {};
}

function structOf(map: WireMap): Struct {
  return Struct.fromJavaScript(map as Parameters<typeof Struct.fromJavaScript>[0]);
}
