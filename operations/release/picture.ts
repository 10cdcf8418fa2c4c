import type { Stack } from "@pulumi/pulumi/automation";
import type { EnvironmentSpec } from "../../blueprint/environment";
import type { CellName } from "../../blueprint/tier";
import { nameOf } from "../../catalog/urn";
import type { Picture, ServicePicture, WorkerPicture } from "../../rollout/stages/picture";
import { describeStraggler } from "../running/report";
import { lagOf, type ServiceStatus } from "../running/stragglers";
import { Inquiry, type Question } from "../stack/inquiry";
import { openProvidersOf } from "../stack/open-providers";
import {
  type ExportedState,
  pendingIn,
  providerOf,
  resourcesOf,
  type StateResource,
} from "../stack/state";
import { readState } from "../stack/state-file";

type Answer = Readonly<Record<string, unknown>>;

/** A resource and what its provider is asked about it. */
interface Asked {
  readonly about: StateResource;
  readonly token: string;
  readonly args: Answer;
}

/** What of a stack runs, as far as its files name it; nothing in one that is no environment. */
export interface Runs extends Pick<
  EnvironmentSpec,
  "edgeWorkers" | "cells" | "containerServices" | "staticSites"
> {
  readonly identity: Pick<EnvironmentSpec["identity"], "stack" | "host">;
}

/** What the providers tell: neither of them has a function for alarms, or for what was uploaded to a site. */
export type ProvidersPicture = Omit<Picture, "sites" | "alarms">;

/**
 * What of an environment its clouds say through the providers of its stack: what each Worker serves, what each container
 * service runs, and which cell is live.
 *
 * @throws InquiryError, EngineError
 */
export async function pictureOf(stack: Stack, spec: Runs): Promise<ProvidersPicture> {
  const state = await readState(stack);
  const declared = declaredIn(state, spec);
  const asked = new Map<string, Asked>([
    ...declared.workers.flatMap(({ name, worker }) => workerQuestions(name, worker)),
    ...declared.services.map(({ key, service }) => [key, serviceQuestion(service)] as const),
    ...declared.records.map((record) => ["live", recordQuestion(record)] as const),
  ]);
  const answers = await answersTo(stack, state, asked);
  const live = liveIn(answers.get("live"), declared.records[0]) ?? spec.cells[0]?.name ?? "blue";
  const all = declared.services.map(({ key, ...each }) =>
    servicePicture(each, answers.get(key) ?? {}),
  );
  const isFailedOver = all.some(({ cell, desired }) => cell === "recovery" && desired > 0);
  const services = all.filter(({ cell }) => cell !== "recovery");
  return {
    workers: Object.fromEntries(
      declared.workers.map(({ name, version }) => [
        name,
        workerPicture(
          version?.id,
          answers.get(`deployments ${name}`),
          answers.get(`versions ${name}`),
        ),
      ]),
    ),
    services,
    live,
    ...(isFailedOver && { isFailedOver }),
    warm: services.find(({ cell, desired }) => cell !== live && desired > 0)?.cell,
    unfinished: pendingIn(state).map(
      ({ type, resource: { urn } }) => `an \`up\` was cut off while ${type} ${nameOf(urn)}`,
    ),
  };
}

/** The resources of the state that a release has to do with, by the names that the program gives them. */
function declaredIn(state: ExportedState, spec: Runs) {
  const { stack } = spec.identity;
  const byName = new Map(
    resourcesOf(state)
      .filter((resource) => resource.delete !== true)
      .map((resource) => [`${resource.type} ${nameOf(resource.urn)}`, resource]),
  );
  const find = (type: string, name: string) => byName.get(`${type} ${stack}-${name}`);
  return {
    workers: spec.edgeWorkers.flatMap(({ name }) => {
      const worker = find("cloudflare:index/worker:Worker", `${name}-worker`);
      const version = find("cloudflare:index/workerVersion:WorkerVersion", `${name}-version`);
      return worker === undefined ? [] : [{ name, worker, version }];
    }),
    services: spec.cells.flatMap(({ name: cell }) =>
      spec.containerServices.flatMap(({ name: workload }) => {
        const name = `${cell}-${workload}`;
        const service = find("aws:ecs/service:Service", `${name}-service`);
        const task = find("aws:ecs/taskDefinition:TaskDefinition", `${name}-task`);
        return service === undefined
          ? []
          : [{ key: `service ${name}`, cell, workload, service, task }];
      }),
    ),
    records: [...byName.values()].filter(
      ({ type, inputs }) =>
        type === "cloudflare:index/dnsRecord:DnsRecord" &&
        inputs?.name === `live.${spec.identity.host}`,
    ),
  };
}

function workerQuestions(name: string, worker: StateResource): readonly [string, Asked][] {
  const { accountId, name: scriptName } = worker.inputs ?? {};
  const of = (plural: string, args: Answer): Asked => ({
    about: worker,
    token: `cloudflare:index/${plural}:${plural}`,
    args: { accountId, ...args },
  });
  return [
    [`deployments ${name}`, of("getWorkersDeployments", { scriptName })],
    [`versions ${name}`, of("getWorkerVersions", { workerId: worker.id })],
  ];
}

function serviceQuestion(about: StateResource): Asked {
  const { cluster: clusterArn, name: serviceName } = about.inputs ?? {};
  return { about, token: "aws:ecs/getService:getService", args: { clusterArn, serviceName } };
}

function recordQuestion(about: StateResource): Asked {
  const { zoneId } = about.inputs ?? {};
  return { about, token: "cloudflare:index/getDnsRecords:getDnsRecords", args: { zoneId } };
}

async function answersTo(
  stack: Stack,
  state: ExportedState,
  asked: ReadonlyMap<string, Asked>,
): Promise<ReadonlyMap<string, Answer>> {
  if (asked.size === 0) return new Map();
  const abouts = [...asked.values()].map(({ about }) => about);
  const inquiry = await Inquiry.open(stack, await openProvidersOf(stack, abouts, state));
  try {
    const questions = [...asked.values()].map(({ about, token, args }): Question => ({
      provider: providerOf(about, state)?.urn ?? "",
      token,
      args,
    }));
    const answers = await inquiry.ask(questions);
    return new Map([...asked.keys()].map((key, index) => [key, answers[index] ?? {}]));
  } finally {
    inquiry.close();
  }
}

function liveIn(
  answer: Answer | undefined,
  record: StateResource | undefined,
): CellName | undefined {
  const found = listIn(answer?.results).find(({ name }) => name === record?.inputs?.name);
  const cell = typeof found?.content === "string" ? found.content.split(".")[0] : undefined;
  return (["blue", "green", "recovery"] as const).find((name) => name === cell);
}

function workerPicture(
  uploaded: string | undefined,
  deployments: Answer | undefined,
  versions: Answer | undefined,
): WorkerPicture {
  const [newest] = listIn(listIn(deployments?.results)[0]?.deployments);
  const known = listIn(versions?.results);
  return {
    uploaded,
    serves: listIn(newest?.versions).map(({ versionId, percentage }) => {
      const annotations = known.find(({ id }) => id === versionId)?.annotations as
        Answer | undefined;
      return {
        versionId: String(versionId),
        percentage: Number(percentage),
        digest: textIn(annotations?.workersMessage),
        version: textIn(annotations?.workersTag),
      };
    }),
  };
}

interface DeclaredService {
  readonly cell: CellName;
  readonly workload: string;
  readonly service: StateResource;
  readonly task: StateResource | undefined;
}

function servicePicture(
  { cell, workload, service, task }: DeclaredService,
  answer: Answer,
): ServicePicture {
  const status = answer as unknown as ServiceStatus & { readonly runningCount: number };
  const [straggler] = lagOf(service, status);
  const container =
    task?.outputs?.arn === status.taskDefinition ? containerIn(task, workload) : undefined;
  const said = status.events[0]?.message ?? "";
  return {
    workload,
    cell,
    digest: textIn(container?.image)?.split("@")[1],
    version: textIn(listIn(container?.environment).find(({ name }) => name === "VERSION")?.value),
    running: status.runningCount,
    desired: status.desiredCount,
    isSteady: status.deployments.length === 1 && said.includes("steady state"),
    lag: straggler && describeStraggler(straggler),
    isUnderWay: straggler?.lag === "under way",
  };
}

/** The container that a task definition has for a workload. */
function containerIn({ outputs }: StateResource, workload: string): Answer | undefined {
  const text = textIn(outputs?.containerDefinitions) ?? "[]";
  return listIn(JSON.parse(text)).find(({ name }) => name === workload);
}

function listIn(value: unknown): readonly Answer[] {
  return Array.isArray(value) ? (value as readonly Answer[]) : [];
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
