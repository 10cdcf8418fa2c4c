import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { assert } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { mapOf, structOf } from "../../providers/server/messages";
import {
  type ConfiguredProvider,
  Incomplete,
  type ProviderPackage,
  Refusal,
} from "../../providers/server/provider";
import { ProviderServer } from "../../providers/server/provider-server";
import { secret, type WireMap } from "../../providers/server/wire";

/** Answers everything, and says what it is configured for. */
function providerFor(settings: Readonly<Record<string, unknown>>): ConfiguredProvider {
  return {
    check: () => [],
    diff: () => ({ changed: [], replacing: [], deleteFirst: false }),
    preview: (_, inputs) => inputs,
    create: (_, inputs) => Promise.resolve({ id: "1", outputs: { ...inputs, ...settings } }),
    read: (_, id) => (id === "gone" ? undefined : { inputs: {}, outputs: settings }),
    previewUpdate: (_, __, ___, news) => news,
    update: (_, __, ___, news) => news,
    delete: () => undefined,
    invoke: (token) => ({ token }),
  };
}

/** The engine's side of a connection. */
class Engine {
  private readonly client: ResourceProviderClient;

  public constructor(port: number) {
    // Without a pool of its own, a second client would share the first one's connection.
    this.client = new ResourceProviderClient(
      `127.0.0.1:${String(port)}`,
      grpc.credentials.createInsecure(),
      { "grpc.use_local_subchannel_pool": 1, "grpc.max_receive_message_length": -1 },
    );
  }

  public async configure(settings: WireMap): Promise<void> {
    const request = new proto.ConfigureRequest().setArgs(structOf(settings));
    await this.call<proto.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  public async create(properties: WireMap, timeout = 0): Promise<WireMap> {
    const request = subject(new proto.CreateRequest());
    request.setProperties(structOf(properties));
    request.setTimeout(timeout);
    const response = await this.call<proto.CreateResponse>((done) =>
      this.client.create(request, done),
    );
    return mapOf(response.getProperties());
  }

  public diff(
    olds: WireMap,
    news: WireMap,
    ignoreChanges: readonly string[] = [],
  ): Promise<proto.DiffResponse> {
    const request = subject(new proto.DiffRequest());
    request.setOldInputs(structOf(olds));
    request.setNews(structOf(news));
    request.setIgnorechangesList([...ignoreChanges]);
    return this.call((done) => this.client.diff(request, done));
  }

  public diffConfig(olds: WireMap, news: WireMap): Promise<proto.DiffResponse> {
    const request = subject(new proto.DiffRequest());
    request.setOldInputs(structOf(olds));
    request.setNews(structOf(news));
    return this.call((done) => this.client.diffConfig(request, done));
  }

  public checkConfig(settings: WireMap): Promise<proto.CheckResponse> {
    const request = subject(new proto.CheckRequest()).setNews(structOf(settings));
    return this.call((done) => this.client.checkConfig(request, done));
  }

  public read(id: string): Promise<proto.ReadResponse> {
    const request = subject(new proto.ReadRequest()).setId(id);
    return this.call((done) => this.client.read(request, done));
  }

  public async schema(): Promise<string> {
    const request = new proto.GetSchemaRequest();
    const response = await this.call<proto.GetSchemaResponse>((done) =>
      this.client.getSchema(request, done),
    );
    return response.getSchema();
  }

  public async cancel(): Promise<void> {
    await this.call<Empty>((done) => this.client.cancel(new Empty(), done));
  }

  public close(): void {
    this.client.close();
  }

  private call<Response>(
    ask: (done: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      ask((error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
    });
  }
}

describe("The provider server", () => {
  const opened: { close: () => void }[] = [];
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
  });

  async function served(changes: Partial<ProviderPackage> = {}): Promise<number> {
    const server = new ProviderServer({ version: "1.2.3", configure: providerFor, ...changes });
    opened.push(server);
    return server.listen();
  }

  function engine(port: number): Engine {
    const connected = new Engine(port);
    opened.push(connected);
    return connected;
  }

  async function configured(provider: Partial<ConfiguredProvider>): Promise<Engine> {
    const configure = () => ({ ...providerFor({}), ...provider });
    const connected = engine(await served({ configure }));
    await connected.configure({});
    return connected;
  }

  it("keeps providers of one package apart, each by its connection", async () => {
    const port = await served();
    const [home, away] = [engine(port), engine(port)];
    await home.configure({ region: "eu-west-1" });
    await away.configure({ region: secret("eu-west-3") });
    assert.deepEqual(await home.create({ name: "a" }), { name: "a", region: "eu-west-1" });
    assert.deepEqual(await away.create({ name: "a" }), { name: "a", region: "eu-west-3" });
  });

  it("says so to a connection that was never configured", async () => {
    const stranger = engine(await served());
    const error = await failure(stranger.create({}));
    assert.equal(error.code, grpc.status.FAILED_PRECONDITION);
    assert.match(error.details, /was never configured$/);
  });

  it("takes and gives more than gRPC's usual 4 MB", async () => {
    const large = "x".repeat(6 * 1024 * 1024);
    const connected = await configured({});
    const { large: same } = await connected.create({ large });
    assert.isTrue(same === large);
  });

  it("names what differs by its path, and whether that makes another resource", async () => {
    const connected = await configured({
      diff: () => ({ changed: ["name", "rules"], replacing: ["name"], deleteFirst: true }),
    });
    const response = await connected.diff(
      { name: "a", rules: [{ "a.b": 1 }, { to: 2 }], hidden: 1 },
      { name: "b", rules: [{ "a.b": 2 }], hidden: 2 },
    );
    const { Kind } = proto.PropertyDiff;
    assert.deepEqual(
      response.toObject().detaileddiffMap.map(([path, { kind }]) => [path, kind]),
      [
        ["name", Kind.UPDATE_REPLACE],
        ['rules[0]["a.b"]', Kind.UPDATE],
        ["rules[1]", Kind.DELETE],
      ],
    );
    assert.sameMembers(response.getDiffsList(), ["name", "rules"]);
    assert.deepEqual(response.getReplacesList(), ["name"]);
    assert.isTrue(response.getDeletebeforereplace());
  });

  it("counts no difference that the program wants ignored, however deep it lies", async () => {
    const connected = await configured({
      diff: () => ({ changed: ["rules", "tags"], replacing: ["rules"], deleteFirst: true }),
    });
    const differing = [
      { rules: [{ to: 1, on: "a" }], tags: { "a.b": 1 } },
      { rules: [{ to: 2, on: "a" }], tags: { "a.b": 2 } },
    ] as const;
    const all = await connected.diff(...differing, ["rules[*].to", 'tags["a.b"]']);
    assert.equal(all.getChanges(), proto.DiffResponse.DiffChanges.DIFF_NONE);
    assert.isFalse(all.getDeletebeforereplace());
    const some = await connected.diff(...differing, ["rules[0].on", "tags"]);
    assert.deepEqual(some.getDiffsList(), ["rules"]);
  });

  it("takes a value that has become secret to be the same", async () => {
    const connected = await configured({
      diff: () => ({ changed: ["password"], replacing: [], deleteFirst: false }),
    });
    const response = await connected.diff({ password: "a" }, { password: secret("a") });
    assert.equal(response.getChanges(), proto.DiffResponse.DiffChanges.DIFF_NONE);
  });

  it("passes on what a service refuses with the code that the engine knows", async () => {
    for (const [reason, code] of [
      ["already exists", grpc.status.ALREADY_EXISTS],
      ["overloaded", grpc.status.RESOURCE_EXHAUSTED],
      ["outcome unknown", grpc.status.UNKNOWN],
      ["precondition failed", grpc.status.FAILED_PRECONDITION],
    ] as const) {
      const connected = await configured({
        create: () => {
          throw new Refusal(reason, `no: ${reason}`);
        },
      });
      const error = await failure(connected.create({}));
      assert.deepEqual([error.code, error.details], [code, `no: ${reason}`]);
    }
  });

  it("hands over what was made where the rest failed, so that the engine keeps it", async () => {
    const connected = await configured({
      create: () =>
        Promise.reject(new Incomplete("never got ready", { id: "7", outputs: { state: "init" } })),
    });
    const error = await failure(connected.create({}));
    const [details] = error.metadata.get("grpc-status-details-bin");
    const status = Status.deserializeBinary(details as Buffer);
    const detail = proto.ErrorResourceInitFailed.deserializeBinary(
      status.getDetailsList()[0]?.getValue_asU8() ?? new Uint8Array(),
    );
    assert.equal(status.getDetailsList()[0]?.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
    assert.equal(detail.getId(), "7");
    assert.deepEqual(mapOf(detail.getProperties()), { state: "init" });
    assert.deepEqual(detail.getReasonsList(), ["never got ready"]);
  });

  it("answers without an id for what is gone", async () => {
    const connected = await configured({});
    assert.equal((await connected.read("gone")).getId(), "");
    assert.equal((await connected.read("there")).getId(), "there");
  });

  it("ends work that the engine cancels, and work that takes longer than its timeout", async () => {
    const started: (() => void)[] = [];
    const waiting = () =>
      configured({
        create: (_, __, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              reject(new Refusal("cancelled", `ended by ${(signal.reason as Error).name}`));
            });
            started.forEach((tell) => {
              tell();
            });
          }),
      });
    const cancelled = await waiting();
    const begun = new Promise<void>((resolve) => started.push(resolve));
    const work = failure(cancelled.create({}));
    await begun;
    await cancelled.cancel();
    assert.equal((await work).details, "ended by AbortError");
    const slow = await waiting();
    assert.equal((await failure(slow.create({}, 0.01))).details, "ended by TimeoutError");
  });

  it("checks configuration, and says which settings make every resource another one", async () => {
    const connected = engine(
      await served({
        schema: '{"name":"sample"}',
        checkConfig: ({ apiKey }) =>
          apiKey === undefined ? [{ property: "apiKey", reason: "is required" }] : [],
        replacingSettings: ["organization"],
      }),
    );
    const [problem] = (await connected.checkConfig({})).getFailuresList();
    assert.deepEqual(problem?.toObject(), { property: "apiKey", reason: "is required" });
    assert.isEmpty((await connected.checkConfig({ apiKey: "a" })).getFailuresList());
    const response = await connected.diffConfig(
      { organization: "a", apiKey: "a" },
      { organization: "b", apiKey: "b" },
    );
    assert.sameMembers(response.getDiffsList(), ["organization", "apiKey"]);
    assert.deepEqual(response.getReplacesList(), ["organization"]);
    assert.equal(await connected.schema(), '{"name":"sample"}');
  });
});

function subject<
  Request extends {
    setUrn(urn: string): unknown;
    setType(type: string): unknown;
    setName(name: string): unknown;
  },
>(request: Request): Request {
  request.setUrn("urn:pulumi:dev::platform::sample:index:Thing::thing");
  request.setType("sample:index:Thing");
  request.setName("thing");
  return request;
}

async function failure(work: Promise<unknown>): Promise<grpc.ServiceError> {
  try {
    await work;
  } catch (error) {
    return error as grpc.ServiceError;
  }
  throw new Error("it succeeded");
}
