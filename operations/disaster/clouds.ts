import * as z from "zod";
import type { CellSpec } from "../../blueprint/container-service";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import type { Command } from "../bootstrap/step";
import { type Deed, DisasterError, type Look, runs, type World } from "./step";

/** A container service as one cell has it. */
export interface CellService {
  readonly workload: string;
  readonly region: string;
  readonly cluster: string;
  readonly name: string;
  /** Tasks that it has in the live cell. */
  readonly scale: { readonly min: number; readonly max: number };
}

export function servicesIn(spec: EnvironmentSpec, cell: CellSpec): readonly CellService[] {
  const { product, stack } = spec.identity;
  const { region: home, recoveryRegion = home } = spec.aws;
  return spec.containerServices.map(({ name, scale }) => ({
    ...{ workload: name, scale, region: cell.role === "recovery" ? recoveryRegion : home },
    cluster: physicalName("cluster", product, stack, cell.name),
    name: physicalName("service", product, stack, cell.name, name),
  }));
}

const scalable = ({ region }: CellService, call: string) =>
  [
    "aws",
    "application-autoscaling",
    call,
    "--region",
    region,
    "--service-namespace",
    "ecs",
  ] as const;
const idOf = ({ cluster, name }: CellService) => `service/${cluster}/${name}`;

/** Sets how many tasks a service has at least, and at most: it stands there some seconds later. */
export function bounding(service: CellService, least: number, most: number): Deed {
  return runs(
    ...scalable(service, "register-scalable-target"),
    ...["--resource-id", idOf(service), "--scalable-dimension", "ecs:service:DesiredCount"],
    ...["--min-capacity", String(least), "--max-capacity", String(most)],
  );
}

/** Whether each has such bounds. */
export function areBounded(
  world: World,
  services: readonly CellService[],
  wanted: (service: CellService) => readonly [least: number, most: number],
): Promise<Look> {
  return each(services, async (service) => {
    const found = await words(
      world,
      ...scalable(service, "describe-scalable-targets"),
      ...["--resource-ids", idOf(service)],
      ...["--query", "ScalableTargets[].[MinCapacity,MaxCapacity]"],
    );
    const holds = found.join() === wanted(service).join();
    return { holds, says: `${service.workload} ${found.join(" to ") || "no"} tasks` };
  });
}

/** Whether each runs as many tasks as it wants, and wants enough. */
export function areRunning(
  world: World,
  services: readonly CellService[],
  isEnough: (desired: number, service: CellService) => boolean,
): Promise<Look> {
  return each(services, async (service) => {
    const { region, cluster, name, workload } = service;
    const [desired = Number.NaN, running = 0] = (
      await words(
        ...[world, "aws", "ecs", "describe-services", "--region", region, "--cluster", cluster],
        ...["--services", name, "--query", "services[].[desiredCount,runningCount]"],
      )
    ).map(Number);
    const holds = running >= desired && isEnough(desired, service);
    return { holds, says: `${workload} runs ${String(running)} of ${String(desired)}` };
  });
}

/** Whether the tasks of each stand in several zones, where there are several. */
export function areSpread(world: World, services: readonly CellService[]): Promise<Look> {
  return each(services, async ({ workload, region, cluster, name }) => {
    const about = (call: string) =>
      ["aws", "ecs", call, "--region", region, "--cluster", cluster] as const;
    const list = [...about("list-tasks"), "--service-name", name, "--query", "taskArns"];
    const tasks = (await words(world, ...list)).slice(0, 100);
    const zones = ["--tasks", ...tasks, "--query", "tasks[].availabilityZone"];
    const found =
      tasks.length === 0 ? [] : await words(world, ...about("describe-tasks"), ...zones);
    const all = [...new Set(found)].sort();
    const says = `${workload} in ${all.join(" and ") || "no zone"}`;
    return { holds: all.length > Math.min(1, tasks.length - 1), says };
  });
}

/** Whether an alarm of the environment fires. */
export async function isAlarmed(world: World, { aws, identity }: EnvironmentSpec): Promise<Look> {
  const all = await words(
    ...[world, "aws", "cloudwatch", "describe-alarms", "--region", aws.region],
    ...["--alarm-name-prefix", `${identity.product}-${identity.stack}-`, "--state-value", "ALARM"],
    ...["--query", "MetricAlarms[].AlarmName"],
  );
  const holds = all.length > 0;
  return { holds, says: holds ? `firing: ${all.join(", ")}` : "no alarm fires" };
}

const pools = z.object({
  result: z.array(z.object({ id: z.string(), name: z.string(), healthy: z.boolean().optional() })),
});
const probed = z.object({
  result: z.object({ pop_health: z.record(z.string(), z.object({ healthy: z.boolean() })) }),
});

/** Whether Cloudflare's own probes find a region healthy: its load balancer answers nobody else. */
export async function isHealthy(
  { cloudflare }: World,
  { identity, cloudflare: { accountId } }: EnvironmentSpec,
  role: "primary" | "recovery",
): Promise<Look> {
  const name = physicalName("originPool", identity.host.replaceAll(".", "-"), role);
  const path = `/accounts/${accountId}/load_balancers/pools`;
  const pool = (await cloudflare.find(path, pools))?.result.find((found) => found.name === name);
  if (pool === undefined) throw new DisasterError(`Cloudflare has no pool ${name} in ${accountId}`);
  // The list says it, though no document promises that; where it does not, the probes do.
  const asked =
    pool.healthy === undefined && (await cloudflare.find(`${path}/${pool.id}/health`, probed));
  const places = asked ? Object.values(asked.result.pop_health) : [];
  const holds = pool.healthy ?? places.some(({ healthy }) => healthy);
  return { holds, says: `Cloudflare finds ${name} ${holds ? "healthy" : "unhealthy"}` };
}

/** The words that a command line of AWS answers. @throws DisasterError where it does not. */
async function words({ ask }: World, ...command: Command): Promise<readonly string[]> {
  const { status, stdout, stderr } = await ask([...command, "--output", "text"]);
  if (status === 0) return stdout.split(/\s+/).filter((word) => word !== "" && word !== "None");
  throw new DisasterError(`${command.slice(0, 3).join(" ")}: ${stderr.trim()}`);
}

async function each(
  services: readonly CellService[],
  look: (service: CellService) => Promise<Look>,
): Promise<Look> {
  const looks = await Promise.all(services.map(look));
  return {
    holds: looks.every(({ holds }) => holds),
    says: looks.map(({ says }) => says).join(", "),
  };
}
