import {
  type Clock,
  ConflictError,
  type Database,
  type Foreseen,
  type JournalStore,
  type Sites,
  type Settings,
  type Stored,
  type Whom,
  type World,
} from "../../../operations/release/world";
import type { CellName } from "../../../blueprint/tier";
import type { Minute } from "../../../rollout/judge/counts";
import type { Build, Entry, Target } from "../../../rollout/stages/build";
import { violationsOf } from "../../../rollout/stages/invariants";
import type { Journal, Migration } from "../../../rollout/stages/journal";
import type { Picture, SiteDeployment } from "../../../rollout/stages/picture";
import { openIn } from "../../../rollout/stages/place";

/** What goes wrong with a call that does something, by its number from 1. */
export interface Fault {
  readonly call: number;
  readonly kind: "killed before" | "killed after" | "fails before" | "fails after";
}

interface SimulatedWorker {
  readonly versions: readonly { readonly id: string; readonly digest: string }[];
  readonly serves: readonly { readonly versionId: string; readonly percentage: number }[];
}

/** Everything that outlives a runner. */
export interface Clouds {
  readonly workers: Record<string, SimulatedWorker>;
  readonly services: Record<string, string>;
  readonly sites: Record<string, { live: SiteDeployment; readonly all: SiteDeployment[] }>;
  live: CellName;
  warm: CellName | undefined;
  /** Of which settings the last `up` was. */
  settings: string;
  /** Names of the migrations that the database has. */
  readonly migrations: Set<string>;
  /** What it had under each name by which it was kept. */
  readonly kept: Record<string, readonly string[]>;
}

/** Builds that fail, by digest; silent ones answer nobody. */
export interface Nature {
  readonly bad: ReadonlySet<string>;
  readonly requestsPerMinute: number;
  /** Those of the files: where the last `up` had others, each Worker gets a new version. */
  readonly settings: string;
  /** What code that comes in needs of the schema. */
  readonly needs: readonly Migration[];
}

/** An environment in memory, whose calls can fail or never come back. */
export class SimulatedWorld implements World {
  public calls = 0;
  public readonly violations: string[] = [];
  public readonly told: string[] = [];
  public readonly asked: string[] = [];
  private readonly askedAside = new Set<string>();
  /** Resolves when the runner has been killed. */
  public readonly killed: Promise<"killed">;
  private kill: () => void = () => undefined;

  public constructor(
    private readonly targets: Readonly<Record<string, Target>>,
    public readonly clouds: Clouds,
    private readonly nature: Nature,
    private readonly place: { stored?: Stored; time: number },
    private readonly faults: readonly Fault[] = [],
  ) {
    this.killed = new Promise((resolve) => {
      this.kill = () => {
        resolve("killed");
      };
    });
  }

  public readonly clock: Clock = {
    now: () => this.place.time,
    sleep: (seconds: number) => {
      this.place.time += seconds;
      return Promise.resolve();
    },
  };

  public readonly journal: JournalStore = {
    address: "memory",
    read: () => Promise.resolve(this.place.stored),
    write: (journal: Journal, over: string | undefined) =>
      this.call(() => {
        const { stored } = this.place;
        if (stored?.version !== over) throw new ConflictError("the journal");
        const version = String(Number(over ?? 0) + 1);
        this.place.stored = { journal, version };
        return version;
      }),
  };

  public readonly sites: Sites = {
    live: (workload: string) => Promise.resolve(this.clouds.sites[workload]?.live),
    upload: (workload: string, build: Build) => this.call(() => this.uploaded(workload, build)),
    makeLive: (workload: string, build: Build) =>
      this.call(() => {
        const deployment = this.uploaded(workload, build);
        if (!this.askedAside.has(deployment.url)) this.violations.push("live before it was asked");
        const site = this.clouds.sites[workload];
        if (site !== undefined) site.live = deployment;
        return deployment;
      }),
    goBack: (workload: string, id: string) =>
      this.call(() => {
        const site = this.clouds.sites[workload];
        const former = site?.all.find((each) => each.id === id);
        if (site !== undefined && former !== undefined) site.live = former;
      }),
  };

  public readonly database: Database = {
    foresee: () => Promise.resolve({ pending: [], isNew: false, objections: [] }),
    keep: (name) =>
      this.call(() => {
        this.clouds.kept[name] ??= [...this.clouds.migrations];
      }),
    migrate: (migrations) =>
      this.call(() => {
        if (Object.keys(this.clouds.kept).length === 0) this.violations.push("nothing was kept");
        for (const { name } of migrations) this.clouds.migrations.add(name);
      }),
    verify: (migrations) =>
      this.call(() => {
        const isThere = migrations.every(({ name }) => this.clouds.migrations.has(name));
        if (!isThere) this.violations.push("verified what is not there");
      }),
    rebuild: () =>
      this.call(() => {
        if (this.clouds.migrations.size === 0) this.violations.push("rebuilt what has no table");
      }),
  };

  public up({ releases, live, warm }: Settings): Promise<void> {
    return this.call(() => {
      if (!this.nature.needs.every(({ name }) => this.clouds.migrations.has(name))) {
        this.violations.push("code came before its schema");
      }
      const left = Object.entries(this.clouds.workers).map(
        ([name, { versions }]) => [name, { digest: versions.at(-1)?.digest ?? "" }] as const,
      );
      const entries: Readonly<Record<string, Pick<Entry, "digest" | "traffic">>> = {
        ...Object.fromEntries(left),
        ...releases,
      };
      for (const [name, entry] of Object.entries(entries)) {
        if (this.targets[name] === "aws-ecs") {
          // ECS shifts requests for ten minutes.
          if (this.clouds.services[name] !== entry.digest) this.place.time += 600;
          this.clouds.services[name] = entry.digest;
        }
        if (this.targets[name] !== "cloudflare-worker") continue;
        const { versions = [] } = this.clouds.workers[name] ?? {};
        const isNew =
          versions.at(-1)?.digest !== entry.digest || this.clouds.settings !== this.nature.settings;
        const id = `${name}-${String(versions.length + (isNew ? 1 : 0))}`;
        const all = isNew ? [...versions, { id, digest: entry.digest }] : versions;
        const { percentage = 100, stableVersionId = "" } = entry.traffic ?? {};
        const serves = [
          { versionId: stableVersionId, percentage: 100 - percentage },
          { versionId: id, percentage },
        ].filter((each) => each.percentage > 0);
        this.clouds.workers[name] = { versions: all, serves };
      }
      this.clouds.settings = this.nature.settings;
      if (live !== undefined) this.clouds.live = live;
      if (warm !== undefined) this.clouds.warm = warm ?? undefined;
    });
  }

  public foresee(): Promise<Foreseen> {
    return Promise.resolve({ changes: undefined, objections: [] });
  }

  public picture(): Promise<Picture> {
    return Promise.resolve(this.pictured());
  }

  public ask(workload: string, whom: Whom): Promise<{ isHealthy: boolean; said: string }> {
    this.asked.push(workload);
    if (whom.kind === "address") this.askedAside.add(whom.url);
    return this.call(() => ({ isHealthy: true, said: "200" }));
  }

  public minutes(workload: string, since: number): Promise<readonly Minute[]> {
    const digest = this.clouds.services[workload];
    const { versions = [], serves = [] } = this.clouds.workers[workload] ?? {};
    const newest = digest === undefined ? versions.at(-1) : { id: "", digest };
    const served = serves.find(({ versionId }) => versionId === newest?.id)?.percentage ?? 0;
    const share = digest === undefined ? served / 100 : 0.5;
    const counts = (requests: number, digest: string | undefined) => ({
      requests,
      errors: Math.round(requests * (this.nature.bad.has(digest ?? "") ? 0.2 : 0.001)),
      slow: Math.round(requests * 0.02),
    });
    const all = this.nature.requestsPerMinute;
    const length = all === 0 ? 0 : Math.floor((this.place.time - since) / 60);
    return Promise.resolve(
      Array.from({ length }, (_, index) => ({
        at: since + 60 * index,
        candidate: counts(Math.round(all * share), newest?.digest),
        baseline: counts(Math.round(all * (1 - share)), versions.at(-2)?.digest),
      })),
    );
  }

  public tell({ kind, says }: { readonly kind: string; readonly says: string }): void {
    this.told.push(`${kind}: ${says}`);
  }

  private pictured(): Picture {
    const { workers, services, sites, live, warm } = this.clouds;
    const cells = ["blue", "green"] as const;
    return {
      workers: Object.fromEntries(
        Object.entries(workers).map(([name, { versions, serves }]) => [
          name,
          {
            uploaded: versions.at(-1)?.id,
            serves: serves.map((each) => ({
              ...each,
              digest: versions.find(({ id }) => id === each.versionId)?.digest,
              version: undefined,
            })),
          },
        ]),
      ),
      services: Object.entries(services).flatMap(([workload, digest]) =>
        cells.map((cell) => {
          const running = cell === live || cell === warm ? 2 : 0;
          const desired = running;
          const shown = { version: undefined, isSteady: true, lag: undefined, isUnderWay: false };
          return { workload, cell, digest, running, desired, ...shown };
        }),
      ),
      sites: Object.fromEntries(Object.entries(sites).map(([name, site]) => [name, site.live])),
      live,
      warm,
      alarms: [],
      unfinished: [],
    };
  }

  private uploaded(workload: string, { digest }: Build): SiteDeployment {
    const { all = [] } = this.clouds.sites[workload] ?? {};
    const known = all.find((each) => each.digest === digest);
    const made = { id: `${workload}-${digest}`, url: `https://${digest}.pages.dev`, digest };
    if (known === undefined) all.push(made);
    return known ?? made;
  }

  private call<Result>(work: () => Result): Promise<Result> {
    this.calls += 1;
    const fault = this.faults.find(({ call }) => call === this.calls)?.kind;
    if (fault === "fails before") return Promise.reject(new Error("refused"));
    if (fault === "killed before") return this.die();
    const result = work();
    this.violations.push(...violationsOf(this.pictured(), openIn(this.place.stored?.journal)));
    if (fault === "fails after") return Promise.reject(new Error("the answer was lost"));
    return fault === "killed after" ? this.die() : Promise.resolve(result);
  }

  private die(): Promise<never> {
    this.kill();
    return new Promise(() => undefined);
  }
}
