import { posix } from "node:path";
import { Worker } from "@pulumi/cloudflare/worker";
import { WorkerVersion } from "@pulumi/cloudflare/workerVersion";
import { WorkersCronTrigger } from "@pulumi/cloudflare/workersCronTrigger";
import { WorkersCustomDomain } from "@pulumi/cloudflare/workersCustomDomain";
import { WorkersDeployment } from "@pulumi/cloudflare/workersDeployment";
import { WorkersRoute } from "@pulumi/cloudflare/workersRoute";
import * as pulumi from "@pulumi/pulumi";
import type { EdgeWorkerSpec } from "../../blueprint/edge";
import { physicalName } from "../../blueprint/names";
import type { LoggingSpec } from "../../blueprint/observability";
import type { Context } from "../base/context";
import type { WorkerSecret } from "../secrets/secret-store";
import type { Login, WorkloadLogin } from "./login";
import { workerBindings } from "./worker-bindings";
import { checkTraffic, deployedVersions, describeTraffic } from "./worker-traffic";

/** A workload on Cloudflare Workers. */
export interface EdgeWorkerArgs {
  readonly spec: EdgeWorkerSpec;
  readonly context: Pick<Context, "identity">;
  /** Cloudflare account that runs it. */
  readonly accountId: string;
  /** Zone of its custom domain and routes. */
  readonly zoneId: string;
  /** The secrets of the environment by `SecretSpec` name, at least those that the Worker uses. */
  readonly secrets: Readonly<Record<string, WorkerSecret>>;
  /** The Hyperdrive in front of the database; needed exactly when the Worker uses the database. */
  readonly hyperdriveId: pulumi.Input<string> | undefined;
  /** The object stores of the environment by name, at least those that the Worker uses. */
  readonly objectStores: Readonly<Record<string, { readonly r2BucketName: pulumi.Input<string> }>>;
  readonly logging: LoggingSpec;
  /** Host names of sites; Pages takes none on which a Worker is routed already. */
  readonly siteDomains: readonly pulumi.Resource[];
  /** Needed exactly when the Worker asks for a login. */
  readonly login: Login | undefined;
}

/**
 * A Worker, the version that this release uploads, the deployment that splits traffic over at most two versions, and
 * the domain, routes and schedules that reach it.
 *
 * Versions and deployments are immutable at Cloudflare: each change is a replacement that creates first and, as they
 * are retained, only ever adds. Their logical names therefore stay the same over all releases, while at Cloudflare the
 * last 100 versions remain to go back to. `digest` is that of the module and stands in the version's message, so that
 * another module is a new version even where its path is the same, as that of a checkout is.
 */
export class EdgeWorker extends pulumi.ComponentResource {
  /** Physical name: what routes, domains and deployments refer to. */
  public readonly workerName: pulumi.Output<string>;
  /** Cloudflare's id of the version that this release declares; the next release's `stableVersionId`. */
  public readonly versionId: pulumi.Output<string>;
  public readonly deploymentId: pulumi.Output<string>;

  public constructor(name: string, args: EdgeWorkerArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:EdgeWorker", name, {}, opts);
    const { login, bindings } = this.guard(name, () => {
      checkTraffic(args.spec.traffic);
      const asked = askForLogin(args);
      const { identity } = args.context;
      return {
        login: asked,
        bindings: workerBindings({ ...args, identity, loginVariables: asked.variables }),
      };
    });

    const worker = this.declareWorker(name, args);
    const version = this.declareVersion(name, args, worker, bindings);
    const deployment = this.declareDeployment(name, args, worker, version);
    this.declareTriggers(name, args, worker, [deployment, ...login.applications]);

    this.workerName = worker.name;
    this.versionId = version.id;
    this.deploymentId = deployment.id;
    this.registerOutputs({
      workerName: this.workerName,
      versionId: this.versionId,
      deploymentId: this.deploymentId,
    });
  }

  private declareWorker(name: string, { spec, context, accountId }: EdgeWorkerArgs): Worker {
    const { identity } = context;
    return new Worker(
      `${name}-worker`,
      {
        accountId,
        name: physicalName("worker", identity.product, identity.stack, spec.name),
        observability: {
          enabled: true,
          headSamplingRate: spec.logSampling,
          logs: {
            enabled: true,
            headSamplingRate: spec.logSampling,
            invocationLogs: true,
            persist: true,
          },
        },
        // A Logpush job holds the credential of its destination as an input; Workers Logs needs none.
        logpush: false,
        // workers.dev would be a second way in, past the rules of the zone.
        subdomain: { enabled: false, previewsEnabled: spec.previewUrls },
        tags: Object.entries(identity.tags)
          .map(([key, value]) => `${key}:${value}`)
          .sort(),
      },
      { parent: this },
    );
  }

  private declareVersion(
    name: string,
    { spec, accountId }: EdgeWorkerArgs,
    worker: Worker,
    bindings: ReturnType<typeof workerBindings>,
  ): WorkerVersion {
    const mainModule = posix.basename(spec.modulePath);
    return new WorkerVersion(
      `${name}-version`,
      {
        accountId,
        workerId: worker.id,
        mainModule,
        // The provider computes the module's SHA-256 itself and refuses one that is given.
        modules: [
          {
            name: mainModule,
            contentFile: spec.modulePath,
            contentType: "application/javascript+module",
          },
        ],
        compatibilityDate: spec.compatibilityDate,
        // An empty list differs from what Cloudflare answers, and a difference here is a new version.
        ...(spec.compatibilityFlags.length > 0 && {
          compatibilityFlags: [...spec.compatibilityFlags],
        }),
        limits: { cpuMs: spec.cpuMs },
        bindings,
        annotations: { workersTag: spec.version, workersMessage: spec.digest },
        // A request that queries the database several times is faster beside it than beside the visitor.
        ...(spec.usesDatabase ? { placement: { mode: "smart" } } : {}),
      },
      { parent: this, retainOnDelete: true },
    );
  }

  private declareDeployment(
    name: string,
    { spec, accountId }: EdgeWorkerArgs,
    worker: Worker,
    version: WorkerVersion,
  ): WorkersDeployment {
    return new WorkersDeployment(
      `${name}-deployment`,
      {
        accountId,
        scriptName: worker.name,
        strategy: "percentage",
        versions: deployedVersions(spec.traffic, version.id),
        annotations: { workersMessage: describeTraffic(spec.version, spec.traffic) },
      },
      { parent: this, retainOnDelete: true },
    );
  }

  private declareTriggers(
    name: string,
    { spec, accountId, zoneId, siteDomains }: EdgeWorkerArgs,
    worker: Worker,
    ready: readonly pulumi.Resource[],
  ): void {
    // Before its first deployment the Worker has no code to answer with, and before its login it would answer everybody.
    const whenReady = { parent: this, dependsOn: [...ready] };
    if (spec.customDomain !== undefined) {
      new WorkersCustomDomain(
        `${name}-domain`,
        { accountId, zoneId, hostname: spec.customDomain, service: worker.name },
        whenReady,
      );
    }
    for (const pattern of spec.routes) {
      new WorkersRoute(
        `${name}-route-${pattern}`,
        { zoneId, pattern, script: worker.name },
        { parent: this, dependsOn: [...ready, ...siteDomains] },
      );
    }
    if (spec.crons.length > 0) {
      new WorkersCronTrigger(
        `${name}-schedule`,
        { accountId, scriptName: worker.name, schedules: spec.crons.map((cron) => ({ cron })) },
        whenReady,
      );
    }
  }

  /** What can't be built is an error of this component, without a stack. */
  private guard<Result>(name: string, make: () => Result): Result {
    try {
      return make();
    } catch (error) {
      throw new pulumi.ResourceError(
        `Worker ${name}: ${error instanceof Error ? error.message : String(error)}`,
        this,
        true,
      );
    }
  }
}

/** @throws Error where the environment has no login that the Worker asks for. */
function askForLogin({ spec, login }: EdgeWorkerArgs): WorkloadLogin {
  if (spec.login === undefined) return { applications: [], variables: {} };
  if (login === undefined) throw new Error("asks for a login, and the environment has none");
  return login.before(spec.name, spec.login);
}
