import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { join } from "node:path";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import { everywhere, fetchArtifacts, wantedOf } from "../../artifacts/fetch";
import { artifactFolder } from "../../settings/artifact-path";
import type { EnvironmentSpec } from "../../blueprint/environment";
import type { StackSpec } from "../../blueprint/stack";
import { physicalName } from "../../blueprint/names";
import { tiers } from "../../blueprint/tiers";
import type { Journal } from "../../rollout/stages/journal";
import { openIn } from "../../rollout/stages/place";
import { standingsOf } from "../../rollout/stages/standings";
import { readWorkloads, type Workloads } from "../../settings/read-workloads";
import type { Release } from "../../settings/release";
import { parseStackName, previewHost } from "../../settings/stack-name";
import { visible } from "../../settings/visible";
import { UsageError } from "../../settings/usage-error";
import { readStack } from "../environment";
import { askHealth, at, byVersion, healthTargets } from "../health/health";
import { JsonApi } from "../json-api";
import { NeonApi } from "../../providers/neon/api/neon-api";
import { ownDatabase } from "./own-database";
import { provenBefore } from "./proven-migrations";
import { ownWorkspace } from "../own-engine";
import { cloudflare } from "../drift/r2-domains";
import { readable } from "../stack/open-state";
import { resourcesOf } from "../stack/state";
import { readState } from "../stack/state-file";
import { settleTime } from "../stack/orphans";
import { snsOf } from "../notify/tell";
import { openJournal } from "./journal/open-journal";
import { ContainerMetrics } from "./metrics/containers";
import { serviceGroupsOf } from "./metrics/service-groups";
import { WorkerMetrics } from "./metrics/workers";
import { pagesSites } from "./sites/pages";
import { ownSecurityAlerts } from "./security-alerts";
import { stackWorld } from "./stack-world";
import { tellerOf } from "./teller";
import { tryWayBack } from "./way-back";
import type { Database, Health, JournalStore, ReleaseEvent, Settings, Whom, World } from "./world";

export interface OwnWorldOptions {
  readonly stack: string;
  /** Where the journal is. Default: beside the state. */
  readonly journal?: string | undefined;
  /** Where builds are kept. Default: the bucket of releases. */
  readonly store?: string | undefined;
  readonly tell: (event: ReleaseEvent) => void;
  readonly onOutput: (text: string) => void;
}

/**
 * The world of this machine: the person's own engine, backend and credentials.
 *
 * @throws UsageError, SettingsError where the files or the credentials do not suffice.
 */
export async function ownWorld(options: OwnWorldOptions): Promise<World> {
  const root = process.cwd();
  const spec = readStack(root, options.stack);
  const workspace = await ownWorkspace();
  const stack = await openStack(workspace, options.stack);
  const journal = await openJournal(workspace, options.stack, options.journal);
  const common = {
    ...{ stack, journal, settle: settleTime, tell: tellingOf(spec, options) },
    options: { policyPacks: [join(root, "policies")], diff: true, onOutput: options.onOutput },
  };
  return spec.kind === "shared"
    ? stackWorld({ ...common, ...withoutWorkloads(options.stack) })
    : stackWorld({
        ...common,
        ...environmentParts(root, spec, { stack, journal }, options),
        ...(spec.database && { database: databaseOf(root, stack, spec) }),
      });
}

/** Shows what happens, and tells those who do not look. */
function tellingOf(spec: StackSpec, { tell, onOutput }: OwnWorldOptions): World["tell"] {
  if (spec.kind === "shared") return tell;
  const teller = tellerOf(spec, snsOf(spec), (says) => {
    onOutput(`${visible(says)}\n`);
  });
  return (event) => {
    tell(event);
    void teller(event);
  };
}

/** What a release of an environment acts on besides its stack. @throws UsageError where credentials are missing. */
function environmentParts(
  root: string,
  spec: EnvironmentSpec,
  { stack, journal }: { readonly stack: Stack; readonly journal: JournalStore },
  { store, onOutput }: OwnWorldOptions,
) {
  const token = process.env.CLOUDFLARE_API_TOKEN ?? "";
  if (token === "")
    throw new UsageError("CLOUDFLARE_API_TOKEN is missing: the token of the deploying job");
  const address = process.env.CLOUDFLARE_API_BASE_URL ?? "https://api.cloudflare.com/client/v4";
  const api = new JsonApi({
    name: "Cloudflare",
    address,
    headers: { authorization: `Bearer ${token}` },
  });
  const bring = bringerOf(root, spec, store);
  return {
    spec,
    cloudflare: cloudflare(token, address),
    prepare: (releases: Settings["releases"]) =>
      bring(new Map(Object.entries(releases).filter(([name]) => isFetched(spec, name)))),
    ...(tiers[spec.identity.tier].rehearsesWayBack && {
      rehearse: (kept: Journal | undefined) =>
        tryWayBack(root, spec.identity.stack, kept, onOutput),
    }),
    securityAlerts: ownSecurityAlerts(
      `${spec.github.owner}/${spec.github.repository}`,
      process.env,
      onOutput,
    ),
    alarms: () => firingAlarms(spec),
    ask: askerOf(spec),
    minutes: counterOf(spec, { api, stack }, journal, readWorkloads(root)),
    sites: pagesSites({
      api,
      token,
      address,
      projectOf: (workload) => projectOf(spec, workload),
      folderOf: async (workload, build) => {
        await bring(new Map([[workload, build]]));
        return join(root, artifactFolder(build.digest));
      },
    }),
  };
}

function databaseOf(root: string, stack: Stack, { identity }: EnvironmentSpec): Database {
  const before = provenBefore(root, identity);
  const days = tiers[identity.tier].database.restorePointDays;
  const api = new NeonApi({
    apiKey: process.env.NEON_API_KEY,
    baseUrl: process.env.NEON_API_URL,
  });
  return ownDatabase({
    ...{ root, stack },
    ...(before && { before }),
    ...(days !== undefined && { kept: { api, days } }),
  });
}

/** What of the stack of all environments a release may act on: nothing of it runs. */
function withoutWorkloads(stack: string) {
  const refuse = () => Promise.reject(new Error(`${stack} has no site`));
  return {
    spec: {
      ...{ identity: { stack, host: "" }, cells: [], containerServices: [] },
      ...{ edgeWorkers: [], staticSites: [] },
    },
    alarms: () => Promise.resolve([]),
    ask: () => Promise.resolve({ isHealthy: true, said: `${stack} runs no workload` }),
    minutes: () => Promise.resolve([]),
    sites: { live: refuse, upload: refuse, makeLive: refuse, goBack: refuse },
  };
}

/** A pull request's stack is made by its first release, and keeps its secrets as the stack does that lends it its account. */
async function openStack(workspace: LocalWorkspace, name: string): Promise<Stack> {
  if (!isPullRequest(name)) {
    return readable(workspace, name, () => Stack.select(name, workspace));
  }
  const { secretsProvider } = await workspace.stackSettings(previewHost);
  const { workDir, pulumiCommand } = workspace;
  return LocalWorkspace.createOrSelectStack(
    { stackName: name, workDir },
    { pulumiCommand, ...(secretsProvider !== undefined && { secretsProvider }) },
  );
}

function isPullRequest(name: string): boolean {
  const identity = parseStackName(name);
  return "value" in identity && identity.value.kind === "ephemeral";
}

/** Brings builds from the store, or from where else they are, bit for bit. */
function bringerOf(root: string, spec: EnvironmentSpec, address: string | undefined) {
  return async (
    releases: ReadonlyMap<string, Pick<Release, "digest" | "commit">>,
  ): Promise<void> => {
    const wanted = wantedOf(readWorkloads(root).sound, releases);
    const fetched = await fetchArtifacts(root, wanted, everywhere(root, address));
    const missing = fetched.find(({ from }) => from === undefined);
    if (missing === undefined) return;
    const { workload, release, said } = missing;
    throw new Error(
      `${workload.name}: nowhere is ${release.digest}: ${said.join("; ")}; make fetch ENV=${spec.identity.stack}`,
    );
  };
}

/** A Worker's module; a tier that runs the checkout's needs none. */
function isFetched({ identity, edgeWorkers }: EnvironmentSpec, workload: string): boolean {
  return (
    !tiers[identity.tier].workersFromCheckout && edgeWorkers.some(({ name }) => name === workload)
  );
}

function projectOf({ identity, cloudflare, staticSites }: EnvironmentSpec, workload: string) {
  const site = staticSites.find(({ name }) => name === workload);
  if (site === undefined) throw new UsageError(`${workload} is no site`);
  const name = physicalName("pagesProject", identity.product, identity.stack, workload);
  return { accountId: cloudflare.accountId, name, branch: site.branch };
}

function askerOf(spec: EnvironmentSpec) {
  const { product, stack } = spec.identity;
  const targets = new Map(healthTargets(spec).map((target) => [target.workload, target]));
  return async (workload: string, whom: Whom): Promise<Health> => {
    const target = targets.get(workload);
    if (target === undefined)
      return { isHealthy: true, said: `${workload} has no address to be asked at` };
    switch (whom.kind) {
      case "public":
        return askHealth(target);
      case "address":
        return askHealth(at(target, whom.url));
      case "version":
        return askHealth(
          byVersion(target, physicalName("worker", product, stack, workload), whom.versionId),
        );
    }
  };
}

/**
 * What Cloudflare counted of a Worker, and CloudWatch of a container: of the release that is under way, and else of what runs,
 * against itself.
 */
function counterOf(
  { identity, cloudflare, aws, cells, containerServices }: EnvironmentSpec,
  { api, stack: opened }: { readonly api: JsonApi; readonly stack: Stack },
  journal: JournalStore,
  { sound }: Workloads,
) {
  const metrics = new WorkerMetrics(api);
  const containers = new ContainerMetrics(new CloudWatchClient({ region: aws.region }));
  const { product, stack } = identity;
  return async (workload: string, since: number) => {
    const { journal: kept } = (await journal.read()) ?? {};
    const manifest = sound.find(({ name }) => name === workload)?.manifest;
    const latencyIncrease = manifest?.deployment.rollbackThresholds.latencyIncrease ?? 0;
    const window = { since, now: Date.now() / 1_000, latencyIncrease };
    const standings = standingsOf(kept);
    if (containerServices.some(({ name }) => name === workload)) {
      const live = standings.live ?? cells[0]?.name ?? "blue";
      const groups = serviceGroupsOf(
        resourcesOf(await readState(opened)),
        identity,
        live,
        workload,
      );
      return groups === undefined ? [] : containers.minutes(groups, window);
    }
    const change = openIn(kept)?.changes.find((each) => each.workload === workload);
    const runs = change?.from ?? standings.workloads[workload];
    const [candidate, baseline] = [change?.candidate?.id, runs?.place?.id];
    if (candidate === undefined && baseline === undefined) return [];
    const script = physicalName("worker", product, stack, workload);
    const { accountId } = cloudflare;
    const versions = {
      accountId,
      script,
      candidate: candidate ?? baseline ?? "",
      baseline: baseline ?? "",
    };
    return metrics.minutes(versions, window);
  };
}

async function firingAlarms({ aws, identity }: EnvironmentSpec): Promise<readonly string[]> {
  const client = new CloudWatchClient({ region: aws.region });
  const { MetricAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({
      AlarmNamePrefix: `${identity.product}-${identity.stack}-`,
      StateValue: "ALARM",
      MaxRecords: 100,
    }),
  );
  return MetricAlarms.flatMap(({ AlarmName }) => AlarmName ?? []);
}
