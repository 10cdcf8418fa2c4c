import { type CloudObject, ObjectStore } from "../../sandbox/cloud/object-store";
import type { ModelValues } from "../../sandbox/model";

/** A version of a workload that can answer. */
export interface Version {
  /** Cloudflare's id of the version, or the ARN of the task definition. */
  readonly id: string;
  readonly workload: string;
  /** As people speak of it. */
  readonly version: string;
  /** `sha256:<64 hex digits>` of its build. */
  readonly digest: string;
  readonly target: "aws-ecs" | "cloudflare-worker" | "cloudflare-pages";
  /** What it was declared to run with: the WorkerVersion, or the container's definition. */
  readonly declared: ModelValues;
}

/** What a visitor's request meets: `weights` of the versions that may answer, and every version that can be asked by name. */
export interface Route {
  readonly workload: string;
  readonly host: string;
  /** What the path begins with. */
  readonly path: string;
  readonly weights: readonly { readonly version: Version; readonly weight: number }[];
  readonly versions: readonly Version[];
  /** What Cloudflare calls it, where it is a Worker. */
  readonly script?: string;
}

/** Every object of a type in the emulated clouds, the oldest of each resource first. */
export type Clouds = (type: string) => readonly CloudObject[];

/** What lies in a folder of emulated clouds, of one account of AWS. */
export function cloudsIn(folder: string, accountId: string): Clouds {
  const store = new ObjectStore(folder);
  return (type) =>
    type.startsWith("aws:")
      ? store.everywhere(type, accountId)
      : store.on({ type, accountId: "", region: "" });
}

/** Where requests go by what the emulated clouds hold now: Workers' routes and deployments, the live record, rules of listeners. */
export function routesOf(clouds: Clouds): readonly Route[] {
  return [...workerRoutes(clouds), ...containerRoutes(clouds)];
}

function workerRoutes(clouds: Clouds): readonly Route[] {
  const deployments = clouds("cloudflare:index/workersDeployment:WorkersDeployment");
  const versions = clouds("cloudflare:index/workerVersion:WorkerVersion").map(workerVersion);
  return clouds("cloudflare:index/workersRoute:WorkersRoute").flatMap(({ properties }) => {
    const { pattern, script } = properties as { readonly pattern: string; readonly script: string };
    const deployed = deployments.filter((each) => each.properties.scriptName === script).at(-1);
    if (deployed === undefined) return [];
    const shares = deployed.properties.versions as readonly {
      readonly versionId: string;
      readonly percentage: number;
    }[];
    const weights = shares.flatMap(({ versionId, percentage }) =>
      versions
        .filter(({ id }) => id === versionId)
        .map((version) => ({ version, weight: percentage })),
    );
    const workload = weights[0]?.version.workload ?? script;
    const [host = "", ...path] = pattern.replace(/\*$/, "").split("/");
    const own = versions.filter((version) => version.workload === workload);
    return [{ workload, host, path: `/${path.join("/")}`, weights, versions: own, script }];
  });
}

export function workerVersion({ id, properties }: CloudObject): Version {
  const { workersTag = "", workersMessage = "" } = properties.annotations as {
    readonly workersTag?: string;
    readonly workersMessage?: string;
  };
  const bindings = properties.bindings as readonly {
    readonly name: string;
    readonly text?: string;
  }[];
  return {
    id,
    workload: bindings.find(({ name }) => name === "SERVICE")?.text ?? "",
    version: workersTag,
    digest: workersMessage,
    target: "cloudflare-worker",
    declared: properties,
  };
}

/** The live record names a cell, the cell's record its load balancer, whose rules lead each host to a service's tasks. */
function containerRoutes(clouds: Clouds): readonly Route[] {
  const records = clouds("cloudflare:index/dnsRecord:DnsRecord").map(
    ({ properties }) => properties,
  );
  const contentOf = (name: unknown) => records.find((record) => record.name === name)?.content;
  const live = records.find(({ name }) => String(name).startsWith("live."));
  const balancer = clouds("aws:lb/loadBalancer:LoadBalancer").find(
    ({ properties }) => properties.dnsName === contentOf(live?.content),
  );
  const listeners = clouds("aws:lb/listener:Listener")
    .filter(({ properties }) => properties.loadBalancerArn === balancer?.properties.arn)
    .map(({ properties }) => properties.arn);
  const tasks = new Map(
    clouds("aws:ecs/taskDefinition:TaskDefinition").map(({ properties }) => [
      properties.arn,
      taskVersion(properties),
    ]),
  );
  const services = clouds("aws:ecs/service:Service").map(({ properties }) => properties);
  return clouds("aws:lb/listenerRule:ListenerRule")
    .filter(({ properties }) => listeners.includes(properties.listenerArn))
    .flatMap(({ properties }) => {
      const service = services.find((each) =>
        groupsOf(each).some((group) => isLed(properties, group)),
      );
      const version = tasks.get(service?.taskDefinition);
      const host = productionHost(properties);
      if (version === undefined || host === undefined) return [];
      const { workload } = version;
      const versions = [...tasks.values()].filter((task) => task.family === version.family);
      return [{ workload, host, path: "/", weights: [{ version, weight: 100 }], versions }];
    });
}

export interface TaskVersion extends Version {
  readonly family: unknown;
}

export function taskVersion({ arn, family, containerDefinitions }: ModelValues): TaskVersion {
  const [container] = JSON.parse(String(containerDefinitions)) as readonly ContainerDefinition[];
  const { name = "", image = "", environment = [] } = container ?? {};
  return {
    id: String(arn),
    family,
    workload: name,
    version: environment.find((variable) => variable.name === "VERSION")?.value ?? "",
    digest: image.split("@")[1] ?? "",
    target: "aws-ecs",
    declared: { ...container },
  };
}

interface ContainerDefinition {
  readonly name?: string;
  readonly image?: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
}

/** The host of a rule that leads visitors; one with a header as well leads tests. */
function productionHost({ conditions }: ModelValues): string | undefined {
  const given = conditions as readonly {
    readonly hostHeader?: { readonly values: readonly string[] };
  }[];
  return given.length === 1 ? given[0]?.hostHeader?.values[0] : undefined;
}

function groupsOf({ loadBalancers }: ModelValues): readonly unknown[] {
  const attached = (loadBalancers ?? []) as readonly {
    readonly targetGroupArn: string;
    readonly advancedConfiguration?: { readonly alternateTargetGroupArn: string };
  }[];
  return attached.flatMap(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn,
    ...(advancedConfiguration ? [advancedConfiguration.alternateTargetGroupArn] : []),
  ]);
}

function isLed({ actions }: ModelValues, group: unknown): boolean {
  const given = actions as readonly {
    readonly targetGroupArn?: string;
    readonly forward?: {
      readonly targetGroups: readonly { readonly arn: string; readonly weight: number }[];
    };
  }[];
  return given.some(
    ({ targetGroupArn, forward }) =>
      targetGroupArn === group ||
      forward?.targetGroups.some(({ arn, weight }) => arn === group && weight > 0) === true,
  );
}
