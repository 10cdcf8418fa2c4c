import { physicalName } from "../blueprint/names";
import type { EnvironmentSpec } from "../blueprint/environment";
import type { CellName } from "../blueprint/tier";
import type {
  Picture,
  ServicePicture,
  SiteDeployment,
  WorkerPicture,
} from "../rollout/stages/picture";
import { runningCountOf } from "../sandbox/cloud/ecs-deployments";
import type { CloudObject } from "../sandbox/cloud/object-store";
import { type Clouds, type TaskVersion, taskVersion, workerVersion } from "./fleet/routes";

/** What runs by what the emulated clouds hold, read from their files: what the engine would ask providers for takes longer. */
export function pictureOf(
  clouds: Clouds,
  { identity, cells, containerServices, edgeWorkers }: EnvironmentSpec,
  sites: Readonly<Record<string, SiteDeployment>>,
): Picture {
  const { product, stack } = identity;
  const live = clouds("cloudflare:index/dnsRecord:DnsRecord").find(({ properties }) =>
    String(properties.name).startsWith("live."),
  );
  const [liveCell = ""] = String(live?.properties.content).split(".");
  const tasks = clouds("aws:ecs/taskDefinition:TaskDefinition").map(({ properties }) =>
    taskVersion(properties),
  );
  const services = clouds("aws:ecs/service:Service");
  const home = cells.filter(({ role }) => role !== "recovery");
  return {
    workers: Object.fromEntries(
      edgeWorkers.map(({ name }) => [
        name,
        workerPicture(clouds, physicalName("worker", product, stack, name)),
      ]),
    ),
    services: home.flatMap((cell) =>
      containerServices.flatMap(({ name }) => {
        const physical = physicalName("service", product, stack, cell.name, name);
        const service = services.find(({ properties }) => properties.name === physical);
        return service === undefined ? [] : [servicePicture(name, cell.name, service, tasks)];
      }),
    ),
    sites,
    live: liveCell as CellName,
    warm: cells.find(({ role }) => role === "warm")?.name,
    alarms: [],
    unfinished: [],
  };
}

function workerPicture(clouds: Clouds, script: string): WorkerPicture {
  const versions = clouds("cloudflare:index/workerVersion:WorkerVersion").map(workerVersion);
  const deployment = clouds("cloudflare:index/workersDeployment:WorkersDeployment")
    .filter(({ properties }) => properties.scriptName === script)
    .at(-1);
  const shares = (deployment?.properties.versions ?? []) as readonly {
    readonly versionId: string;
    readonly percentage: number;
  }[];
  const serves = shares.map(({ versionId, percentage }) => {
    const version = versions.find(({ id }) => id === versionId);
    return { versionId, percentage, digest: version?.digest, version: version?.version };
  });
  const { workload } = versions.find(({ id }) => id === serves[0]?.versionId) ?? {};
  return { serves, uploaded: versions.filter((each) => each.workload === workload).at(-1)?.id };
}

function servicePicture(
  workload: string,
  cell: CellName,
  service: CloudObject,
  tasks: readonly TaskVersion[],
): ServicePicture {
  const { failure } = (service.runtime ?? {}) as { readonly failure?: string };
  const running = runningCountOf(service);
  const desired = Number(service.properties.desiredCount ?? 1);
  const task = tasks.find(({ id }) => id === service.properties.taskDefinition);
  return {
    workload,
    cell,
    digest: task?.digest,
    version: task?.version,
    running,
    desired,
    isSteady: failure === undefined,
    lag: failure,
    isUnderWay: false,
  };
}
