import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { failureOf } from "./failure";
import { checkResponse, diffResponse, mapOf, structOf, subjectOf } from "./messages";
import { changesBetween } from "./property-change";
import {
  type ConfiguredProvider,
  type Eventually,
  type ProviderPackage,
  Refusal,
} from "./provider";
import { revealMap } from "./wire";

/**
 * A package's provider as a gRPC server that the engine attaches to. All its providers (another region, another account)
 * come to this one server, each over a connection of its own, which tells them apart.
 */
export class ProviderServer {
  private readonly connections = new Map<string, Connection>();
  // A resource holds whole files; the engine itself sets no limit either.
  private readonly server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });

  public constructor(private readonly served: ProviderPackage) {
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
    for (const { cancelled } of this.connections.values()) cancelled.abort();
    this.server.forceShutdown();
  }

  private service(): grpc.UntypedServiceImplementation {
    return {
      ...this.introductions(),
      check: this.unary(async (request: proto.CheckRequest, { provider }) => {
        const inputs = mapOf(request.getNews());
        return checkResponse(inputs, await provider.check(subjectOf(request), inputs));
      }),
      diff: this.unary(async (request: proto.DiffRequest, { provider }) => {
        const [olds, news] = [mapOf(request.getOldInputs()), mapOf(request.getNews())];
        const state = mapOf(request.getOlds());
        const id = request.getId();
        const difference = await provider.diff(subjectOf(request), id, olds, news, state);
        const ignored = request.getIgnorechangesList();
        const changes = changesBetween(difference.against ?? olds, news);
        return diffResponse(difference, changes, ignored);
      }),
      create: this.unary(create),
      read: this.unary(read),
      update: this.unary(update),
      delete: this.unary(async (request: proto.DeleteRequest, connection) => {
        await connection.provider.delete(
          subjectOf(request),
          request.getId(),
          mapOf(request.getProperties()),
          signalOf(request, connection),
        );
        return new Empty();
      }),
      invoke: this.unary(async (request: proto.InvokeRequest, { provider }) => {
        const result = await provider.invoke(request.getTok(), mapOf(request.getArgs()));
        return new proto.InvokeResponse().setReturn(structOf(result));
      }),
    };
  }

  /** What passes between the engine and a provider before it may be asked anything. */
  private introductions(): grpc.UntypedServiceImplementation {
    const { version, schema = "{}", checkConfig, replacingSettings = [] } = this.served;
    return {
      handshake: unary(() => {
        const response = new proto.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        response.setAcceptResources(true);
        return response;
      }),
      attach: unary(() => new Empty()),
      getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
      getSchema: unary(() => new proto.GetSchemaResponse().setSchema(schema)),
      checkConfig: unary(async (request: proto.CheckRequest) => {
        const settings = mapOf(request.getNews());
        return checkResponse(settings, (await checkConfig?.(settings)) ?? []);
      }),
      diffConfig: unary((request: proto.DiffRequest) => {
        const changes = changesBetween(mapOf(request.getOldInputs()), mapOf(request.getNews()));
        const changed = changes.map(({ path }) => String(path[0]));
        const replacing = changed.filter((name) => replacingSettings.includes(name));
        const difference = { changed, replacing, deleteFirst: false };
        return diffResponse(difference, changes, request.getIgnorechangesList());
      }),
      configure: unary(async (request: proto.ConfigureRequest, peer) => {
        const settings = revealMap(mapOf(request.getArgs()), undefined);
        const provider = await this.served.configure(settings);
        this.connections.set(peer, { provider, cancelled: new AbortController() });
        const response = new proto.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setAcceptresources(true);
        response.setSupportspreview(true);
        return response;
      }),
      cancel: unary((_: Empty, peer) => {
        this.connections.get(peer)?.cancelled.abort();
        return new Empty();
      }),
    };
  }

  private unary<Request, Response>(
    answer: (request: Request, connection: Connection) => Eventually<Response>,
  ): grpc.handleUnaryCall<Request, Response> {
    return unary((request, peer) => {
      const connection = this.connections.get(peer);
      if (connection === undefined) {
        throw new Refusal("precondition failed", `the provider at ${peer} was never configured`);
      }
      return answer(request, connection);
    });
  }
}

/** A provider of the program, as long as the engine is connected for it. */
interface Connection {
  readonly provider: ConfiguredProvider;
  readonly cancelled: AbortController;
}

async function create(
  request: proto.CreateRequest,
  connection: Connection,
): Promise<proto.CreateResponse> {
  const { provider } = connection;
  const [subject, inputs] = [subjectOf(request), mapOf(request.getProperties())];
  const response = new proto.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(structOf(await provider.preview(subject, inputs)));
    return response;
  }
  const { id, outputs } = await provider.create(subject, inputs, signalOf(request, connection));
  response.setId(id);
  response.setProperties(structOf(outputs));
  return response;
}

async function read(
  request: proto.ReadRequest,
  connection: Connection,
): Promise<proto.ReadResponse> {
  const known = { inputs: mapOf(request.getInputs()), outputs: mapOf(request.getProperties()) };
  const found = await connection.provider.read(
    subjectOf(request),
    request.getId(),
    known,
    signalOf(request, connection),
  );
  const response = new proto.ReadResponse();
  // An answer without an id says that the resource is gone.
  if (found === undefined) return response;
  response.setId(found.id ?? request.getId());
  response.setInputs(structOf(found.inputs));
  response.setProperties(structOf(found.outputs));
  return response;
}

async function update(
  request: proto.UpdateRequest,
  connection: Connection,
): Promise<proto.UpdateResponse> {
  const { provider } = connection;
  const [subject, id] = [subjectOf(request), request.getId()];
  const [olds, news] = [mapOf(request.getOlds()), mapOf(request.getNews())];
  const outputs = request.getPreview()
    ? await provider.previewUpdate(subject, id, olds, news)
    : await provider.update(
        subject,
        id,
        olds,
        news,
        signalOf(request, connection),
        mapOf(request.getOldInputs()),
        request.getIgnorechangesList(),
      );
  return new proto.UpdateResponse().setProperties(structOf(outputs));
}

/** @param request - its timeout is in seconds; 0 for none. */
function signalOf(request: { getTimeout(): number }, { cancelled }: Connection): AbortSignal {
  const seconds = request.getTimeout();
  if (seconds === 0) return cancelled.signal;
  return AbortSignal.any([cancelled.signal, AbortSignal.timeout(seconds * 1000)]);
}

function unary<Request, Response>(
  answer: (request: Request, peer: string) => Eventually<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request, call.getPeer()))
      .then(
        (response) => {
          callback(null, response);
        },
        (thrown: unknown) => {
          callback(failureOf(thrown));
        },
      );
  };
}
