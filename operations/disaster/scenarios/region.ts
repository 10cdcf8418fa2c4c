import { regionMonitor as monitor } from "../../../blueprint/health-intervals";
import { physicalName } from "../../../blueprint/names";
import { UsageError } from "../../../settings/usage-error";
import {
  areBounded,
  areRunning,
  bounding,
  type CellService,
  isHealthy,
  servicesIn,
} from "../clouds";
import { runs, type Scenario, type Step, type Time } from "../step";
import { type About, decision, frozen, inOrder, taskTimes } from "./about";

const downSeconds =
  monitor.interval * monitor.consecutiveDown + monitor.timeout * (monitor.retries + 1);
const upSeconds = monitor.interval * monitor.consecutiveUp + monitor.timeout;
const taken: Time = ["Application Auto Scaling takes it", 5, "assumed"];

const [allowed, running, led] = [
  "the recovery cell may have tasks",
  "it runs them",
  "visitors are led there",
];
const [returned, drained] = [
  "the home region is healthy again",
  "the recovery cell may have no task",
];

/**
 * The home region is lost. Calls go to the recovery region, to Cloudflare and to GitHub alone: the stack's state lies in the
 * home region, so no engine runs.
 *
 * @throws UsageError where there is no other region.
 */
export function region(about: About): Scenario {
  const { spec } = about;
  const recovery = spec.cells.find(({ role }) => role === "recovery");
  if (recovery === undefined) {
    throw new UsageError(`${spec.identity.stack} has no recovery cell to fail over to`);
  }
  const services = servicesIn(spec, recovery);
  return {
    means: `${spec.aws.region} is lost: ${spec.aws.recoveryRegion ?? ""} serves`,
    target: "failover",
    steps: thither(about, services),
    back: backAgain(about, services),
  };
}

function thither(about: About, services: readonly CellService[]): readonly Step[] {
  const { spec } = about;
  const [, , answering] = inOrder(about, "failover");
  return [
    decision(
      about,
      {
        ...{ title: "the home region is down", target: "failover", does: [] },
        // Who has decided does not wait for the probes, which go on meanwhile.
        times: about.isDecided
          ? []
          : [["Cloudflare's probes find it down", downSeconds, "declared"]],
        byHand:
          "While it is healthy, Cloudflare leads nobody away: docs/runbooks/alarm.md. To go on all the same: SAY=go",
      },
      async (world) => {
        const { holds, says } = await isHealthy(world, spec, "primary");
        return { holds: !holds, says };
      },
    ),
    {
      ...{ title: allowed, decides: "command", target: "failover", times: [taken], back: drained },
      does: services.map((each) => bounding(each, each.scale.min, each.scale.max)),
      look: (world) => areBounded(world, services, ({ scale }) => [scale.min, scale.max]),
      byHand: `aws login, in the account ${spec.aws.accountId}`,
    },
    {
      ...{ title: running, decides: "cloud", target: "failover", does: [], back: drained },
      look: (world) => areRunning(world, services, (desired, { scale }) => desired >= scale.min),
      times: taskTimes,
      byHand: "Why a task does not start, ECS says in its service's events.",
    },
    {
      ...{ title: led, decides: "cloud", target: "failover", does: [], back: returned },
      look: (world) => isHealthy(world, spec, "recovery"),
      times: [["Cloudflare's probes find the recovery cell healthy", upSeconds, "declared"]],
      byHand: "What its probes are answered, Cloudflare's dashboard says at the pool.",
    },
    answering,
    frozen(about, true, "everything"),
  ];
}

function backAgain(about: About, services: readonly CellService[]): readonly Step[] {
  const { spec } = about;
  const [, , answering] = inOrder(about, "everything");
  return [
    {
      ...{ title: returned, decides: "cloud", target: "everything", does: [], back: led },
      look: (world) => isHealthy(world, spec, "primary"),
      times: [["Cloudflare's probes find it healthy", upSeconds, "declared"]],
      byHand: "Until then the recovery cell keeps its tasks.",
    },
    {
      ...{
        title: drained,
        decides: "command",
        target: "everything",
        times: [taken],
        back: allowed,
      },
      does: services.map((each) => bounding(each, 0, 0)),
      look: (world) => areBounded(world, services, () => [0, 0]),
      byHand: `aws login, in the account ${spec.aws.accountId}`,
    },
    {
      ...{ title: "it runs none", decides: "cloud", target: "everything", does: [], back: allowed },
      look: (world) => areRunning(world, services, (desired) => desired === 0),
      ...{ times: [["its tasks drain", 60, "assumed"]], byHand: "ECS says why in its events." },
    },
    filesBrought(about),
    answering,
    frozen(about, false, "everything"),
  ];
}

/** What was written to a replica meanwhile; once nobody writes there any more. */
function filesBrought({ spec: { identity, objectStores, aws } }: About): Step {
  const place = (...parts: readonly string[]) =>
    `s3://${physicalName("bucket", identity.product, identity.stack, ...parts)}`;
  return {
    ...{
      title: "files written meanwhile are brought back",
      decides: "command",
      target: "everything",
    },
    does: objectStores
      .filter(({ replicaRegion }) => replicaRegion !== undefined)
      .map(({ name, replicaRegion = "" }) =>
        runs(
          ...["aws", "s3", "sync", place(name, "replica"), place(name), "--no-progress"],
          ...["--source-region", replicaRegion, "--region", aws.region],
        ),
      ),
    times: [["files are copied", undefined, "unknown"]],
    byHand: "",
    back: "nothing: an object's former version stays",
  };
}
