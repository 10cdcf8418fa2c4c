import { setTimeout as pause } from "node:timers/promises";
import { type Startable, startContainer } from "./container-process";
import { Edge, type Ways } from "./edge";
import { type Clouds, cloudsIn, type Route, routesOf, type Version } from "./routes";
import type { Running } from "./running";
import { startSite } from "./site-server";
import { startWorker } from "./worker-process";

export interface FleetOptions {
  /** Folder of the emulated clouds. */
  readonly clouds: string;
  /** AWS account of the environment. */
  readonly accountId: string;
  /** Folder to which paths of Workers' modules are relative. */
  readonly project: string;
  /** How builds of containers start, by digest. */
  readonly builds: Readonly<Record<string, Startable>>;
}

/** A new revision of a container that ECS gives some of the traffic, while it decides. */
export interface Trial {
  readonly workload: string;
  /** ARN of the task definition. */
  readonly id: string;
  /** Percent of the workload's requests. */
  readonly share: number;
}

/** A site's deployment, which no declaration of the clouds holds. */
export interface SiteVersion {
  readonly workload: string;
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly hosts: readonly string[];
  /** Folder of what its build wrote. */
  readonly folder: string;
  readonly isLive: boolean;
}

/** Milliseconds between two looks at the clouds, and how long something still runs after the last request was led to it. */
const look = 100;
const drain = 1_500;
/** Milliseconds until a task that has ended is started again. */
const restart = 1_000;

/** Runs what the emulated clouds say should run, and leads requests to it. */
export class Fleet implements Ways {
  public routes: readonly Route[] = [];
  /** What the emulated clouds hold. */
  public readonly clouds: Clouds;
  private readonly edge = new Edge(this);
  private readonly starting = new Map<string, Promise<Running | Error>>();
  private readonly running = new Map<string, Running>();
  private readonly needed = new Map<string, number>();
  private readonly trials = new Map<string, Trial>();
  private readonly sites = new Map<string, SiteVersion>();
  private isOpen = true;
  /** Looks at the clouds, counted: one that waited long must not undo a later one. */
  private looks = 0;
  private lastLook = 0;

  public constructor(private readonly options: FleetOptions) {
    this.clouds = cloudsIn(options.clouds, options.accountId);
  }

  /** Port of the edge. */
  public async open(): Promise<number> {
    const port = await this.edge.listen();
    await this.follow();
    void this.keepFollowing();
    return port;
  }

  public portOf(id: string): number | undefined {
    return this.running.get(id)?.port;
  }

  public testedOf(workload: string): string | undefined {
    return this.trials.get(workload)?.id;
  }

  /** What Cloudflare calls the Worker that a version is of. */
  public scriptOf(id: string): string | undefined {
    return this.routes.find(({ versions }) => versions.some((version) => version.id === id))
      ?.script;
  }

  /** Why a version does not run, where it could not be started. */
  public async startOf(id: string): Promise<Error | undefined> {
    const started = await this.starting.get(id);
    return started instanceof Error ? started : undefined;
  }

  /** Workloads of which nothing could be started, each with the reason. */
  public async leftOut(): Promise<Readonly<Record<string, string>>> {
    const all = this.routes.flatMap(({ workload, weights }) =>
      weights.map(({ version }) => [workload, version.id] as const),
    );
    const failures = await Promise.all(
      all.map(async ([workload, id]) => [workload, (await this.startOf(id))?.message] as const),
    );
    return Object.fromEntries(
      failures.flatMap(([workload, reason]) => (reason === undefined ? [] : [[workload, reason]])),
    );
  }

  /** Gives a candidate a share; returns once the edge leads so, with the reason where it can't run. */
  public async try(trial: Trial): Promise<string | undefined> {
    this.trials.set(trial.workload, trial);
    await this.follow();
    return (await this.startOf(trial.id))?.message;
  }

  /** Leads a workload's requests as the clouds say again. */
  public async endTrial(workload: string): Promise<void> {
    this.trials.delete(workload);
    await this.follow();
  }

  public async serve(site: SiteVersion): Promise<void> {
    for (const [id, other] of this.sites) {
      if (site.isLive && other.workload === site.workload)
        this.sites.set(id, { ...other, isLive: false });
    }
    this.sites.set(site.id, site);
    await this.follow();
  }

  public async close(): Promise<void> {
    this.isOpen = false;
    this.edge.close();
    await Promise.all(this.starting.values());
    await Promise.all([...this.running.values()].map((each) => each.stop()));
  }

  private async keepFollowing(): Promise<void> {
    while (this.isOpen) {
      await pause(look);
      await this.follow();
    }
  }

  /** Starts what the clouds ask for, leads requests to it once it runs, and stops what nobody asks for any more. */
  private async follow(): Promise<void> {
    const number = ++this.looks;
    const asked = this.asked();
    const now = Date.now();
    const versions = asked.flatMap(({ weights }) => weights.map(({ version }) => version));
    for (const { id } of versions) this.needed.set(id, now);
    await Promise.all(versions.map((version) => this.ensure(version)));
    if (!this.isOpen || number < this.lastLook) return;
    this.lastLook = number;
    this.routes = asked;
    for (const [id, running] of this.running) {
      if (now - (this.needed.get(id) ?? 0) < drain) continue;
      this.running.delete(id);
      this.starting.delete(id);
      void running.stop();
    }
  }

  /** What the clouds hold, with the trials that ECS has begun and the sites. */
  private asked(): readonly Route[] {
    const declared = routesOf(this.clouds).map((route) => this.tried(route));
    const sites = [...this.sites.values()].flatMap((site) => {
      const version: Version = { ...site, target: "cloudflare-pages", declared: {} };
      const ownHost = `${site.id}.${site.workload}.pages.dev`;
      return [ownHost, ...(site.isLive ? site.hosts : [])].map((host): Route => {
        return {
          workload: site.workload,
          host,
          path: "/",
          weights: [{ version, weight: 100 }],
          versions: [version],
        };
      });
    });
    return [...declared, ...sites];
  }

  /** The route with the share that a trial has, until the clouds say themselves that the candidate has all. */
  private tried(route: Route): Route {
    const trial = this.trials.get(route.workload);
    const candidate = route.versions.find(({ id }) => id === trial?.id);
    if (trial === undefined || candidate === undefined) return route;
    if (route.weights[0]?.version.id === trial.id) {
      this.trials.delete(route.workload);
      return route;
    }
    const others = route.weights.map(({ version, weight }) => ({
      version,
      weight: (weight * (100 - trial.share)) / 100,
    }));
    return { ...route, weights: [...others, { version: candidate, weight: trial.share }] };
  }

  private async ensure(version: Version): Promise<void> {
    const { id } = version;
    const known = this.starting.get(id);
    if (known !== undefined) {
      await known;
      return;
    }
    const started = this.start(version).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    this.starting.set(id, started);
    const running = await started;
    if (running instanceof Error) return;
    this.running.set(id, running);
    void running.ended.then(async () => {
      if (this.running.get(id) !== running) return;
      this.running.delete(id);
      await pause(restart);
      this.starting.delete(id);
    });
  }

  private async start(version: Version): Promise<Running> {
    const { target, digest, id } = version;
    if (target === "cloudflare-worker") return startWorker(version, this.options.project);
    if (target === "cloudflare-pages") return startSite(this.sites.get(id)?.folder ?? "");
    const build = this.options.builds[digest];
    if (build === undefined)
      throw new Error(`no build of ${version.workload} has the digest ${digest}`);
    return startContainer(version, build);
  }
}
