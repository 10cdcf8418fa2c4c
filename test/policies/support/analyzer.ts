import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeDiagnostic,
  type AnalyzerInfo,
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { durationSeconds } from "../../../policies/dates";
import type { PolicyResource, Properties } from "../../../policies/resource";
import { samplePack } from "../../support/project";

/** The policy pack as the engine runs it on the fixture: the SDK's own launcher in a process, spoken to over loopback. */
export class Analyzer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  public static async start(): Promise<Analyzer> {
    const launcher = createRequire(__filename).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const engine = "127.0.0.1:1";
    const child = spawn(process.execPath, [launcher, engine, "."], {
      cwd: samplePack(),
      env: { PATH: process.env.PATH },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface(child.stdout);
    const exit = once(child, "exit").then(() => {
      throw new Error("the policy pack did not start");
    });
    const port = String(((await Promise.race([once(lines, "line"), exit])) as unknown[])[0]);
    exit.catch(() => undefined);
    return new Analyzer(
      child,
      new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure()),
    );
  }

  public stop(): void {
    this.client.close();
    this.process.kill();
  }

  public info(): Promise<AnalyzerInfo> {
    return answer((done) => this.client.getAnalyzerInfo(new Empty(), done));
  }

  public async analyze(resource: PolicyResource): Promise<readonly AnalyzeDiagnostic[]> {
    const request = new AnalyzeRequest()
      .setType(resource.type)
      .setUrn(resource.urn)
      .setName(resource.name)
      .setProperties(structOf(resource.props))
      .setOptions(optionsOf(resource));
    const provider = providerOf(resource);
    if (provider !== undefined) request.setProvider(provider);
    const response = await answer<AnalyzeResponse>((done) => this.client.analyze(request, done));
    return response.getDiagnosticsList();
  }

  public async analyzeStack(
    resources: readonly PolicyResource[],
  ): Promise<readonly AnalyzeDiagnostic[]> {
    const request = new AnalyzeStackRequest().setResourcesList(resources.map(analyzerResource));
    const response = await answer<AnalyzeResponse>((done) =>
      this.client.analyzeStack(request, done),
    );
    return response.getDiagnosticsList();
  }
}

function analyzerResource(resource: PolicyResource): AnalyzerResource {
  const message = new AnalyzerResource()
    .setType(resource.type)
    .setUrn(resource.urn)
    .setName(resource.name)
    .setProperties(structOf(resource.props))
    .setOptions(optionsOf(resource))
    .setDependenciesList([...resource.dependencies]);
  const provider = providerOf(resource);
  if (provider !== undefined) message.setProvider(provider);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new AnalyzerPropertyDependencies().setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function optionsOf({ options }: PolicyResource): AnalyzerResourceOptions {
  const { create, update, delete: remove } = options.customTimeouts;
  const timeouts = new AnalyzerResourceOptions.CustomTimeouts()
    .setCreate(secondsOf(create))
    .setUpdate(secondsOf(update))
    .setDelete(secondsOf(remove));
  return new AnalyzerResourceOptions()
    .setProtect(options.protect)
    .setIgnorechangesList([...options.ignoreChanges])
    .setAdditionalsecretoutputsList([...options.additionalSecretOutputs])
    .setDeletebeforereplace(options.deleteBeforeReplace ?? false)
    .setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined)
    .setCustomtimeouts(timeouts);
}

/** The engine says 0 where the provider's default holds. */
function secondsOf(duration: string): number {
  return duration === "" ? 0 : durationSeconds(duration);
}

function providerOf({ provider }: PolicyResource): AnalyzerProviderResource | undefined {
  return provider === undefined
    ? undefined
    : new AnalyzerProviderResource()
        .setType(provider.type)
        .setUrn(provider.urn)
        .setName("aws")
        .setProperties(structOf(provider.props));
}

function structOf(props: Properties): Struct {
  return Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
}

function answer<T>(
  call: (done: (error: ServiceError | null, response: T) => void) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
