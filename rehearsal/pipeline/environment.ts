import { join } from "node:path";
import program = require("../../index");
import { checkout, fetchArtifacts, rebuilt, wantedOf } from "../../artifacts/fetch";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { readEnvironment } from "../../operations/environment";
import { ownEngine } from "../../operations/own-engine";
import { folderJournal } from "../../operations/release/journal/folder-journal";
import { stackWorld } from "../../operations/release/stack-world";
import { wantedIn } from "../../operations/release/wanted";
import type { World } from "../../operations/release/world";
import type { Wanted } from "../../rollout/stages/plan";
import type { IdentityName } from "../../sandbox/identities/identity";
import { SettingsError } from "../../settings/problem";
import { readWorkloads } from "../../settings/read-workloads";
import { readReleases } from "../../settings/release";
import { readStackConfig, type StackConfig } from "../../settings/stack-file";
import { identityOf } from "../../engine/identity";
import { SandboxStack } from "../../engine/sandbox-stack";
import { releaseOnce } from "../../engine/way-back/release-once";
import { fastClock, noSites, trafficOf } from "../../engine/way-back/stand-ins";
import { up } from "../ground";

export interface EnvironmentPlaces {
  /** The clone, which is the current folder as well: the program reads its settings from there. */
  readonly project: string;
  /** State and emulated clouds. */
  readonly sandbox: string;
  /** Where journals lie, as `JOURNAL=` has it. */
  readonly journals: string;
  /** When its release begins, in seconds since 1970. */
  readonly begin: number;
}

/** An environment on emulated clouds, as the pipeline finds it and changes it. */
export class PipelineEnvironment {
  private readonly config: StackConfig;
  private readonly spec: EnvironmentSpec;

  /** @throws SettingsError */
  public constructor(
    private readonly stack: string,
    private readonly places: EnvironmentPlaces,
  ) {
    const config = readStackConfig(places.project, stack);
    if ("problems" in config) throw new SettingsError(stack, config.problems);
    this.config = config.value;
    this.spec = readEnvironment(places.project, stack);
  }

  /** What an administrator made before, with what ran there. */
  public async make(): Promise<void> {
    await this.bringWorkers();
    await this.as("administrator", (sandbox) => up(sandbox, {}));
  }

  /** `make release`, as the job that deploys. @returns what was released. @throws Error where it was not. */
  public async release(): Promise<string> {
    await this.bringWorkers();
    return this.as("deploy", async (sandbox) => {
      const world = this.world(sandbox);
      const record = await releaseOnce(world, this.stack, this.wanted());
      if (record === undefined) throw new Error(`${this.stack}: there is nothing to release`);
      const { outcome = "waits", reason = "", changes } = record;
      if (outcome !== "verified") throw new Error(`${this.stack}: ${outcome}: ${reason}`);
      return changes.map(({ workload, to }) => `${workload} ${to.version}`).join(", ");
    });
  }

  private async as<Result>(
    who: IdentityName,
    act: (sandbox: SandboxStack) => Promise<Result>,
  ): Promise<Result> {
    const { project, sandbox } = this.places;
    const { stack, config } = this;
    const identity = identityOf(who, { root: project, stack, config: config.values });
    const place = { engine: ownEngine(), home: project, folder: sandbox };
    const opened = await SandboxStack.open({ ...place, stack, config, program, identity });
    try {
      return await act(opened);
    } finally {
      opened.close();
    }
  }

  private world({ stack, policies }: SandboxStack): World {
    const clock = fastClock(this.places.begin);
    return stackWorld({
      ...{ stack, clock, spec: this.spec },
      tell: () => undefined,
      options: { policyPacks: [policies] },
      settle: 0,
      alarms: () => Promise.resolve([]),
      ask: () => Promise.resolve({ isHealthy: true, said: "as rehearsed" }),
      minutes: (_, since) => Promise.resolve(trafficOf(0, since, clock.now())),
      sites: noSites,
      journal: folderJournal(join(this.places.journals, ".pulumi/releases", `${this.stack}.json`)),
    });
  }

  /** Sites are uploaded, not declared: no emulated cloud takes them. */
  private wanted(): readonly Wanted[] {
    const wanted = wantedIn(this.places.project, this.spec, {});
    return wanted.filter(({ target }) => target !== "cloudflare-pages");
  }

  private async bringWorkers(): Promise<void> {
    const { project } = this.places;
    const { sound } = readReleases(project, this.stack, undefined);
    const wanted = wantedOf(readWorkloads(project).sound, sound);
    await fetchArtifacts(
      project,
      wanted.filter(({ workload: { manifest } }) => manifest.target === "cloudflare-worker"),
      [checkout(project), rebuilt(project)],
    );
  }
}
