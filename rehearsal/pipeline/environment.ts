import { existsSync } from "node:fs";
import { join } from "node:path";
import program = require("../../index");
import { checkout, fetchArtifacts, rebuilt, wantedOf } from "../../artifacts/fetch";
import type { EnvironmentSpec } from "../../blueprint/environment";
import type { PostgresServer } from "../../database/scratch/server";
import { readEnvironment } from "../../operations/environment";
import { ownEngine } from "../../operations/own-engine";
import { folderJournal } from "../../operations/release/journal/folder-journal";
import { ownDatabase } from "../../operations/release/own-database";
import { provenBefore } from "../../operations/release/proven-migrations";
import { stackWorld } from "../../operations/release/stack-world";
import { wantedIn } from "../../operations/release/wanted";
import type { World } from "../../operations/release/world";
import type { Wanted } from "../../rollout/stages/plan";
import type { Identity, IdentityName } from "../../sandbox/identities/identity";
import { SettingsError } from "../../settings/problem";
import { readWorkloads } from "../../settings/read-workloads";
import { readReleases } from "../../settings/release";
import { readStackConfig, type StackConfig } from "../../settings/stack-file";
import { identityOf } from "../../engine/identity";
import { SandboxStack } from "../../engine/sandbox-stack";
import { releaseOnce } from "../../engine/way-back/release-once";
import { fastClock, noSites, trafficOf } from "../../engine/way-back/stand-ins";
import { up } from "../ground";
import { databaseBehind } from "./database";

export interface EnvironmentPlaces {
  /** The clone, which is the current folder as well: the program reads its settings from there. */
  readonly project: string;
  /** State and emulated clouds of this environment. */
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

  /** What an administrator made before, with what ran there; nothing where it is made already. */
  public async make(): Promise<void> {
    if (existsSync(this.places.sandbox)) return;
    await this.bringWorkers();
    await this.as("administrator", (sandbox) => up(sandbox, {}));
  }

  /** Who releases it. */
  public get deployer(): string {
    const { aws } = this.identity("deploy");
    return aws === "administrator" ? aws : aws.roleArn.replace(/^.*\//, "");
  }

  /** `make release`, as the job that deploys. @returns what was released. @throws Error where it was not. */
  public async release(): Promise<string> {
    await this.bringWorkers();
    const postgres = await databaseBehind(join(this.places.sandbox, "clouds"));
    try {
      return await this.as("deploy", (sandbox) => this.releaseIn(sandbox), postgres?.server);
    } finally {
      postgres?.stop();
    }
  }

  private async releaseIn(sandbox: SandboxStack): Promise<string> {
    const { stack } = this;
    const record = await releaseOnce(this.world(sandbox), stack, this.wanted());
    if (record === undefined) throw new Error(`${stack}: there is nothing to release`);
    const { outcome = "waits", reason = "", changes, migrations = [], steps } = record;
    if (outcome !== "verified") throw new Error(`${stack}: ${outcome}: ${reason}`);
    const what = [
      ...migrations.map(({ name }) => name),
      ...changes.map(({ workload, to }) => `${workload} ${to.version}`),
    ];
    return `${what.join(", ")} by ${steps.map(({ stage }) => stage).join(", ")}`;
  }

  private identity(who: IdentityName): Identity {
    const { stack, config } = this;
    return identityOf(who, { root: this.places.project, stack, config: config.values });
  }

  private async as<Result>(
    who: IdentityName,
    act: (sandbox: SandboxStack) => Promise<Result>,
    database?: PostgresServer,
  ): Promise<Result> {
    const { project, sandbox } = this.places;
    const { stack, config } = this;
    const opened = await SandboxStack.open({
      ...{ engine: ownEngine(), home: project, folder: sandbox, stack, config, program },
      identity: this.identity(who),
      ...(database && { database }),
    });
    try {
      return await act(opened);
    } finally {
      opened.close();
    }
  }

  private world({ stack, policies }: SandboxStack): World {
    const { begin, project, journals } = this.places;
    const { spec } = this;
    const clock = fastClock(begin);
    const before = provenBefore(project, spec.identity);
    return stackWorld({
      ...{ stack, clock, spec },
      ...(spec.database && {
        database: ownDatabase({ root: project, stack, ...(before && { before }) }),
      }),
      tell: () => undefined,
      options: { policyPacks: [policies] },
      settle: 0,
      alarms: () => Promise.resolve([]),
      ask: () => Promise.resolve({ isHealthy: true, said: "as rehearsed" }),
      minutes: (_, since) => Promise.resolve(trafficOf(0, since, clock.now())),
      sites: noSites,
      journal: folderJournal(join(journals, ".pulumi/releases", `${this.stack}.json`)),
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
