import { targetHealth } from "../../../blueprint/health-intervals";
import { areRunning, areSpread, servicesIn } from "../clouds";
import type { Scenario, Step } from "../step";
import { type About, inOrder, taskTimes } from "./about";

const lostSeconds = targetHealth.interval * targetHealth.unhealthyThreshold;

/** One zone is lost. Nobody does anything: ECS starts its tasks in the others, and Workers run everywhere. */
export function dataCentre(about: About): Scenario {
  const { spec } = about;
  const services = spec.cells
    .filter(({ role }) => role === "live")
    .flatMap((cell) => servicesIn(spec, cell));
  const step: Pick<Step, "decides" | "target" | "does" | "byHand" | "back"> = {
    ...{ decides: "cloud", target: "failover", does: [] },
    byHand:
      "Why ECS starts no task elsewhere, its service's events say. A whole region: SCENARIO=region",
    back: "nothing: ECS balances its zones by itself",
  };
  const [, , answering] = inOrder(about, "failover");
  return {
    means: `a zone of ${spec.aws.region} is lost: the others serve`,
    target: "failover",
    steps: [
      {
        ...{ ...step, title: "the live cell runs as many tasks as it wants" },
        look: (world) => areRunning(world, services, (desired, { scale }) => desired >= scale.min),
        times: [["load balancers find its tasks lost", lostSeconds, "declared"], ...taskTimes],
      },
      {
        ...{ ...step, title: "they stand in several zones", times: [] },
        look: (world) => areSpread(world, services),
      },
      answering,
    ],
    back: [],
  };
}
