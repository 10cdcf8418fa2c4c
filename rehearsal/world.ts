import { appendFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { configure, type SandboxStack } from "../engine/sandbox-stack";
import {
  type Clock,
  ConflictError,
  type Health,
  type JournalStore,
  type ReleaseEvent,
  type Settings,
  type Stored,
  type Whom,
  type World,
} from "../operations/release/world";
import type { Minute } from "../rollout/judge/counts";
import type { Picture } from "../rollout/stages/picture";
import { type Build, bring } from "./builds";
import { type FleetProcess, type Pace, timeAt } from "./fleet/calls";
import { type Clouds, cloudsIn } from "./fleet/routes";
import type { Ground } from "./ground";
import { minutesOf } from "./minutes";
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
  readonly addresses: readonly Address[];
  /** Every build that a release may name. */
  readonly builds: readonly Build[];
  readonly tell: (event: ReleaseEvent) => void;
}

/** What a release acts on in a rehearsal: the real engine on emulated clouds, the local edge, and a clock that runs fast. */
export class RehearsedWorld implements World {
  public readonly clock: Clock;
  public readonly sites: LocalSites;
  private readonly clouds: Clouds;
  public readonly journal: JournalStore = memory();
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
    this.tell = options.tell;
  }

  public async up({ releases, live, warm }: Settings): Promise<void> {
    const { ground, opened, builds } = this.options;
    const { stack, project, sandbox, config, workloads } = ground;
    for (const workload of workloads) {
      const digest = releases[workload.name]?.digest;
      const build = builds.find((each) => each.digest === digest);
      if (build !== undefined) bring(project, workload, build);
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
      await opened.stack.up({
        color: "never",
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

  public picture(): Promise<Picture> {
    const { spec } = this.options.ground;
    return Promise.resolve(pictureOf(this.clouds, spec, this.sites.pictures()));
  }

  public async ask(workload: string, whom: Whom): Promise<Health> {
    const address = this.options.addresses.find((each) => each.workload === workload);
    if (address === undefined) return { isHealthy: true, said: `${workload} has no address here` };
    const { path, script } = address;
    const host = whom.kind === "address" ? new URL(whom.url).host : address.host;
    const headers =
      whom.kind === "version"
        ? { "cloudflare-workers-version-overrides": `${script}="${whom.versionId}"` }
        : {};
    let status = 0;
    for (let attempt = 0; attempt < 4 && status !== 200; attempt++) {
      if (attempt > 0) await this.clock.sleep(2 ** attempt);
      status = await statusOf(this.options.edge, host, path, headers);
    }
    const said = `${host}${path} answered ${status === 0 ? "nothing" : String(status)}`;
    return { isHealthy: status === 200, said };
  }

  public async minutes(workload: string, since: number): Promise<readonly Minute[]> {
    const { fleet, builds } = this.options;
    const { tallies } = await fleet.ask("count", 0);
    const versions = builds
      .filter((build) => build.workload === workload)
      .map(({ version }) => version);
    return minutesOf(
      tallies.filter((tally) => tally.workload === workload),
      versions,
      since,
    );
  }
}

/** What the engine was told by a cloud, without what it adds itself. */
function reasonIn(errors: readonly string[]): string | undefined {
  const plain = errors.map((text) => text.replace(/<\{%[^%]*%\}>/g, "").trim());
  const found = plain.find((text) => text.includes("aws:ecs/service")) ?? plain[0];
  return found
    ?.split("\n")
    .find((line) => line.trim() !== "")
    ?.trim();
}

function statusOf(
  port: number,
  host: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve) => {
    request({
      host: "127.0.0.1",
      port,
      path,
      headers: { host, ...headers },
      signal: AbortSignal.timeout(10_000),
    })
      .once("response", (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
      .once("error", () => {
        resolve(0);
      })
      .end();
  });
}

function memory(): JournalStore {
  let stored: Stored | undefined;
  return {
    address: "the memory of this rehearsal",
    read: () => Promise.resolve(stored),
    write: (journal, over) => {
      if (stored?.version !== over) throw new ConflictError("another runner wrote the journal");
      stored = { journal, version: String(Number(over ?? 0) + 1) };
      return Promise.resolve(stored.version);
    },
  };
}
