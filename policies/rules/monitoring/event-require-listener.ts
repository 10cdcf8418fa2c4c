import { documentAt, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import { type Event, takes } from "../../series/events";
import { loudestOf } from "../../series/listeners";
import { regionOf } from "../backup/vaults";
import { guardedTiers, lifecycleHooks, serviceType } from "../release/ecs";

const ruleType = "aws:cloudwatch/eventRule:EventRule";
const planType = "aws:backup/plan:Plan";

interface Told {
  readonly said: string;
  readonly event: Event;
}

/** How AWS Backup tells of each job that ends in one of these ways. */
const ended = (...ends: readonly string[]): readonly Told[] =>
  ends.flatMap((end) =>
    ["Backup state", "Copy state", "Restore status"].map((job) => {
      const [what = "", key = ""] = job.split(" ");
      const type = `${what} Job State Change`;
      const event = { source: "aws.backup", "detail-type": type, detail: { [key]: end } };
      return { said: `${type}: ${end}`, event };
    }),
  );

/** How ECS tells of the hooks of a service that wait for a person. */
function hooked(service: PolicyResource, eventName: string): readonly Told[] {
  const paused = lifecycleHooks(service).some(({ targetType }) => targetType === "PAUSE");
  if (!paused) return [];
  const type = "ECS Hook State Change";
  const detail = { eventName, hookType: "PAUSE", clusterArn: textAt(service.props, "cluster") };
  return [
    { said: `${type}: ${eventName}`, event: { source: "aws.ecs", "detail-type": type, detail } },
  ];
}

const awaited = (resource: PolicyResource): readonly Told[] =>
  resource.type === planType
    ? ended("ABORTED", "EXPIRED", "FAILED")
    : hooked(resource, "HOOK_AWAITING_ACTION");

export const eventRequireListener = stackRule({
  id: "event-require-listener",
  title:
    "Somebody hears of a backup, a copy or a restore that failed and of a release that waits, is woken in production, and hears of nothing else",
  why: "what was not made is missed on the day on which it is needed, and what is told each day is not heard any more",
  source: "BAK-20",
  fix: "Declare an EventRule for these events alone, with an EventTarget to a topic that has a subscriber.",
  types: [planType, serviceType, ruleType],
  check(resource, { tier }, stack) {
    const takenBy = ({ props }: PolicyResource, told: readonly Told[]): readonly Told[] =>
      told.filter(({ event }) => takes(documentAt(props, "eventPattern"), event));
    if (resource.type === ruleType) {
      const services = stack.ofType(serviceType);
      const all = [...stack.ofType(planType), ...services].flatMap(awaited);
      const usual = services.flatMap((service) => hooked(service, "HOOK_COMPLETED"));
      return violationOf([
        ...(takenBy(resource, all).length > 0 ? [] : ["hears of nothing that is waited for"]),
        ...takenBy(resource, [...ended("COMPLETED"), ...usual]).map(
          ({ said }) => `hears of what is as it should be: ${said}`,
        ),
      ]);
    }
    if (!guardedTiers.includes(tier)) return violationOf([]);
    const loudEnough = tier === "production" ? ["waking"] : ["waking", "shown"];
    const heard = stack
      .ofType(ruleType)
      .filter((rule) => regionOf(rule) === regionOf(resource))
      .filter((rule) => loudEnough.includes(loudestOf(rule, stack)));
    const missed = awaited(resource)
      .filter((told) => !heard.some((rule) => takenBy(rule, [told]).length > 0))
      .map(({ said }) => said);
    return violationOf(missed.length === 0 ? [] : [`is heard by nobody on ${missed.join(", ")}`]);
  },
});
