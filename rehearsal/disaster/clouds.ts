import type { EnvironmentSpec } from "../../blueprint/environment";
import { targetHealth } from "../../blueprint/health-intervals";
import type { Command, Ran } from "../../operations/bootstrap/step";
import type { World } from "../../operations/disaster/step";
import type { ModelValues } from "../../sandbox/model";

/** What a program declared: a resource's type, and its inputs and outputs. */
export interface Declared {
  readonly type: string;
  readonly properties: ModelValues;
}

/** Seconds that Fargate takes for a task, as nobody documents. */
const startSeconds = 60;
const lostSeconds = targetHealth.interval * targetHealth.unhealthyThreshold;
const foundSeconds = targetHealth.interval * targetHealth.healthyThreshold;

const refuse = () => Promise.reject(new Error("no database fails here"));
const noDatabase = { branches: refuse, protect: refuse, restore: refuse, compare: refuse };

/** A service, and how many tasks it has from when on. */
interface Tasks {
  readonly region: string;
  least: number;
  most: number;
  since: number;
  before: number;
}

const said = (...words: readonly unknown[]): Ran => ({
  status: 0,
  stdout: words.join("\t"),
  stderr: "",
});
const refused = (stderr: string): Ran => ({ status: 254, stdout: "", stderr });

/**
 * The clouds of an environment while one of them fails, on a clock on which nobody waits. What there is, its names, bounds
 * and probes are those that the program declares.
 */
export class FailingClouds {
  /** What was changed, as somebody would type it. */
  public readonly changes: string[] = [];
  public alarms: readonly string[] = [];
  private zones: { readonly lost: readonly string[]; readonly at: number } | undefined;
  private readonly services = new Map<string, Tasks>();
  private readonly probes: Readonly<Record<string, number>>;
  private readonly pools: readonly {
    readonly id: string;
    readonly name: string;
    readonly region: string;
  }[];
  private homeChanged = Number.NEGATIVE_INFINITY;
  private isHomeLost = false;
  private workflow = "active";
  private time = 0;
  private serves: string | undefined;

  public constructor(
    declared: readonly Declared[],
    private readonly spec: EnvironmentSpec,
    private readonly releases: { readonly workload: string; readonly version: string },
  ) {
    const of = (type: string) =>
      declared.filter((each) => each.type === type).map(({ properties }) => properties);
    for (const { resourceId, minCapacity, maxCapacity, arn } of of(
      "aws:appautoscaling/target:Target",
    )) {
      const [least, most] = [Number(minCapacity), Number(maxCapacity)];
      const region = String(arn).split(":")[3] ?? "";
      this.services.set(String(resourceId), { region, least, most, since: -1_000, before: least });
    }
    this.probes = (of("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor")[0] ??
      {}) as never;
    this.pools = of("cloudflare:index/loadBalancerPool:LoadBalancerPool").map(
      ({ name }, index) => ({
        ...{ id: String(index), name: String(name) },
        region: String(name).endsWith("-recovery")
          ? (spec.aws.recoveryRegion ?? "")
          : spec.aws.region,
      }),
    );
  }

  /** The home region is lost, or is there again. */
  public setHome(isLost: boolean): void {
    [this.isHomeLost, this.homeChanged] = [isLost, this.time];
  }

  public loseZones(...lost: readonly string[]): void {
    this.zones = { lost, at: this.time };
  }

  public world({ database = noDatabase, tell }: Partial<Pick<World, "database" | "tell">>): World {
    return {
      ...{ database, tell: tell ?? (() => undefined) },
      clock: {
        now: () => this.time,
        sleep: (seconds) => {
          this.time += seconds;
          return Promise.resolve();
        },
      },
      ask: (command) => Promise.resolve(this.answer(command)),
      run: (command) => {
        this.changes.push(command.join(" "));
        return Promise.resolve(this.change(command));
      },
      cloudflare: {
        find: (_, schema) => {
          const result = this.pools.map(({ id, name, region }) => ({
            id,
            name,
            healthy: this.isHealthy(region),
          }));
          return Promise.resolve(schema.parse({ result }));
        },
      },
    };
  }

  private answer(command: Command): Ran {
    const value = (option: string) => command[command.indexOf(option) + 1] ?? "";
    if (this.isLost(command)) return refused("Could not connect to the endpoint URL");
    const service = () => this.services.get(`service/${value("--cluster")}/${value("--services")}`);
    switch (command.slice(0, 3).join(" ")) {
      case "aws application-autoscaling describe-scalable-targets": {
        const found = this.services.get(value("--resource-ids"));
        return found?.region === value("--region") ? said(found.least, found.most) : said();
      }
      case "aws ecs describe-services": {
        const found = service();
        return found === undefined ? said() : said(found.least, this.running(found));
      }
      case "aws ecs list-tasks": {
        const found = this.services.get(`service/${value("--cluster")}/${value("--service-name")}`);
        return said(
          ...Array.from({ length: found?.least ?? 0 }, (_, task) => `task-${String(task)}`),
        );
      }
      case "aws ecs describe-tasks":
        return said(...["a", "b", "c"].filter((zone) => this.zones?.lost.includes(zone) !== true));
      case "aws cloudwatch describe-alarms":
        return said(...this.alarms);
      case `gh api ${command[2] ?? ""}`:
        return said(this.workflow);
      case "make --no-print-directory release-status": {
        const { workload, version } = this.releases;
        return said(JSON.stringify({ workloads: [{ workload, version: this.serves ?? version }] }));
      }
      case "make --no-print-directory health-check-all":
        return this.pools.some(({ region }) => this.isHealthy(region) && !this.isDown(region))
          ? said("every workload is healthy")
          : { ...refused(""), stdout: "no workload answers" };
      case "make --no-print-directory db-verify":
        return said("as its migrations make it");
      default:
        throw new Error(`the emulated clouds do not answer ${command.join(" ")}`);
    }
  }

  private change(command: Command): Ran {
    const value = (option: string) => command[command.indexOf(option) + 1] ?? "";
    if (this.isLost(command)) return refused("Could not connect to the endpoint URL");
    if (command[0] === "gh")
      this.workflow = command[2] === "disable" ? "disabled_manually" : "active";
    if (command[1] === "rollback") this.serves = command[3]?.split("@")[1];
    if (command[1] === "release") this.serves = undefined;
    if (command[1] === "application-autoscaling") {
      const service = this.services.get(value("--resource-id"));
      if (service?.region !== value("--region"))
        return refused("ValidationException: no such service");
      service.before = this.running(service);
      service.since = this.time;
      [service.least, service.most] = [
        Number(value("--min-capacity")),
        Number(value("--max-capacity")),
      ];
    }
    return said();
  }

  /** Whether a command needs what is lost: the engine does, since the state lies in the home region. */
  private isLost(command: Command): boolean {
    const { region } = this.spec.aws;
    return this.isHomeLost && (command.includes(region) || command[0] === "pulumi");
  }

  private running({ region, least, most, since, before }: Tasks): number {
    if (this.isDown(region)) return 0;
    const isHit =
      this.zones !== undefined && this.time - this.zones.at < lostSeconds + startSeconds;
    if (isHit && region === this.spec.aws.region) return Math.max(0, least - 1);
    return this.time - since < startSeconds ? Math.min(before, most) : least;
  }

  private isDown(region: string): boolean {
    return this.isHomeLost && region === this.spec.aws.region;
  }

  /** What Cloudflare's probes have found by now. */
  private isHealthy(region: string): boolean {
    const {
      interval = 0,
      timeout = 0,
      retries = 0,
      consecutiveDown = 0,
      consecutiveUp = 0,
    } = this.probes;
    const own = [...this.services.values()].filter((each) => each.region === region);
    const isUp = !this.isDown(region) && own.some((each) => each.least > 0);
    const start = isUp ? startSeconds + foundSeconds : 0;
    const changed = Math.max(
      ...own.map(({ since }) => since + start),
      region === this.spec.aws.region ? this.homeChanged : Number.NEGATIVE_INFINITY,
    );
    const seconds = isUp
      ? interval * consecutiveUp + timeout
      : interval * consecutiveDown + timeout * (retries + 1);
    return this.time - changed >= seconds ? isUp : !isUp;
  }
}
