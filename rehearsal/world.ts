import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { configure, type SandboxStack } from "../engine/sandbox-stack";
import type {
  Clock,
  Foreseen,
  Health,
  JournalStore,
  ReleaseEvent,
  Settings,
  Whom,
  World,
} from "../operations/release/world";
import { physicalName } from "../blueprint/names";
import { JsonApi } from "../operations/json-api";
import { folderJournal } from "../operations/release/journal/folder-journal";
import { WorkerMetrics } from "../operations/release/metrics/workers";
import type { Minute } from "../rollout/judge/counts";
import type { Picture } from "../rollout/stages/picture";
import type { Build } from "./builds";
import { type FleetProcess, type Pace, timeAt } from "./fleet/calls";
import { statusOf } from "./fleet/edge-status";
import { type Clouds, cloudsIn } from "./fleet/routes";
import { type Ground, up } from "./ground";
import { pictureOf } from "./picture";
import { LocalSites } from "./sites";
import type { Address } from "./addresses";

export interface WorldOptions {
  readonly ground: Ground;
  readonly opened: SandboxStack;
  readonly fleet: FleetProcess;
  readonly pace: Pace;
  /** Port of the edge. */
  readonly edge: number;
  /** Address of what counts requests as Cloudflare does. */
  readonly metrics: string;
  readonly addresses: readonly Address[];
  /** Every build that a release may name. */
  readonly builds: readonly Build[];
  readonly tell: (event: ReleaseEvent) => void;
  /** Aborted when the engine is to stop. */
  readonly signal: AbortSignal;
}

/** Milliseconds until a workload that answers nothing is not well. */
const patience = 10_000;

/** What a release acts on in a rehearsal: the real engine on emulated clouds, the local edge, and a clock that runs fast. */
export class RehearsedWorld implements World {
  public readonly clock: Clock;
  public readonly sites: LocalSites;
  private readonly clouds: Clouds;
  private readonly metrics: WorkerMetrics;
  /** Cloudflare's id of the version that ran before the last one, by Worker. */
  private readonly before = new Map<string, string>();
  public readonly journal: JournalStore;
  public readonly tell: (event: ReleaseEvent) => void;

  public constructor(private readonly options: WorldOptions) {
    const { pace, fleet, ground, builds } = options;
    this.clock = {
      now: () => timeAt(pace, Date.now()),
      sleep: (seconds) => pause((seconds * 1_000) / pace.speed),
    };
    const hosts = ground.spec.staticSites.map(({ name, hosts }) => [name, hosts] as const);
    this.sites = new LocalSites(fleet, Object.fromEntries(hosts), builds);
    this.clouds = cloudsIn(join(ground.sandbox, "clouds"), ground.spec.aws.accountId);
    this.journal = folderJournal(join(ground.sandbox, "journal.json"));
    this.tell = options.tell;
    const headers = { authorization: "Bearer rehearsal" };
    this.metrics = new WorkerMetrics(
      new JsonApi({ name: "Cloudflare", address: options.metrics, headers }),
    );
  }

  public async up({ releases, live, warm }: Settings): Promise<void> {
    const { ground, opened, signal } = this.options;
    const { stack, sandbox, config } = ground;
    for (const [name, { traffic }] of Object.entries(releases)) {
      if (traffic !== undefined) this.before.set(name, traffic.stableVersionId);
    }
    const values = {
      ...config.values,
      "platform:releases": JSON.stringify(releases),
      ...(live !== undefined && { "platform:live": live }),
      ...(typeof warm === "string" && { "platform:warm": warm }),
    };
    await configure(opened.stack, { ...config, values });
    const errors: string[] = [];
    try {
      await up(opened, {
        signal,
        onOutput: (text) => {
          appendFileSync(join(sandbox, "engine.log"), text);
        },
        onEvent: ({ diagnosticEvent }) => {
          if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message);
        },
      });
    } catch (error) {
      throw new Error(
        reasonIn(errors) ?? `${stack}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** A rehearsal's releases bring builds alone. */
  public foresee(): Promise<Foreseen> {
    return Promise.resolve({ changes: undefined, objections: [] });
  }

  public picture(): Promise<Picture> {
    const { spec } = this.options.ground;
    return Promise.resolve(pictureOf(this.clouds, spec, this.sites.pictures()));
  }

  public async ask(workload: string, whom: Whom): Promise<Health> {
    const address = this.options.addresses.find((each) => each.workload === workload);
    if (address === undefined) return { isHealthy: true, said: `${workload} has no address here` };
    const { path } = address;
    const host = whom.kind === "address" ? new URL(whom.url).host : address.host;
    const headers =
      whom.kind === "version"
        ? { "cloudflare-workers-version-overrides": `${workload}="${whom.versionId}"` }
        : {};
    let status = 0;
    for (let attempt = 0; attempt < 4 && status !== 200; attempt++) {
      if (attempt > 0) await this.clock.sleep(2 ** attempt);
      status = await statusOf(this.options.edge, { host, path, headers, patience }).catch(() => 0);
    }
    const said = `${host}${path} answered ${status === 0 ? "nothing" : String(status)}`;
    return { isHealthy: status === 200, said };
  }

  public async minutes(workload: string, since: number): Promise<readonly Minute[]> {
    const { spec, workloads } = this.options.ground;
    const { product, stack } = spec.identity;
    const candidate = (await this.picture()).workers[workload]?.uploaded;
    const baseline = this.before.get(workload);
    const manifest = workloads.find(({ name }) => name === workload)?.manifest;
    if (candidate === undefined || baseline === undefined || manifest === undefined) return [];
    const { latencyIncrease } = manifest.deployment.rollbackThresholds;
    const script = physicalName("worker", product, stack, workload);
    return this.metrics.minutes(
      { accountId: spec.cloudflare.accountId, script, candidate, baseline },
      { since, now: this.clock.now(), latencyIncrease },
    );
  }
}

/** What a cloud told the engine, without what that says before it; first of all what ECS says. */
function reasonIn(errors: readonly string[]): string | undefined {
  const lines = errors
    .flatMap((text) => text.replace(/<\{%[^%]*%\}>/g, "").split("\n"))
    .map((line) => line.trim().replace(/^\* /, ""))
    .filter((line) => line !== "" && !/^\d+ errors? occurred:$/.test(line));
  const [first] = lines;
  return lines.find((line) => line.includes("aws:ecs/service:Service")) ?? first;
}
