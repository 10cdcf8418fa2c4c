import { numberAt, textAt, wholeNumberAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { serviceType, shiftsTraffic } from "./ecs";

/** Most of the traffic in percent that a new revision gets at first. */
const largestPercent = 10;
/** The least that ECS takes. */
const smallestPercent = 0.1;
const canaryMinutes = 30;
const settlingMinutes = 10;

const configuration = "deploymentConfiguration";
/** Where each strategy says how much it shifts first. */
const steps: Readonly<Record<string, string>> = {
  CANARY: `${configuration}.canaryConfiguration.canaryPercent`,
  LINEAR: `${configuration}.linearConfiguration.stepPercent`,
};

export const ecsRequireSlowStart = resourceRule({
  id: "ecs-require-slow-start",
  title: `A new revision starts with at most ${String(largestPercent)} % of production's traffic, a canary is watched for ${String(canaryMinutes)} minutes, and the former revision stays for ${String(settlingMinutes)}`,
  why: "few visitors meet a mistake, which takes a while to show; as long as the former one runs, going back takes seconds",
  source: "REL-4, REL-5, REL-15",
  fix: "Set the deploymentConfiguration so.",
  waivable: "everywhere",
  types: [serviceType],
  tiers: ["production"],
  check(service) {
    if (!shiftsTraffic(service)) return notApplicable;
    const { props } = service;
    const strategy = textAt(props, `${configuration}.strategy`);
    const step = steps[strategy];
    const percent = step === undefined ? 1 : numberAt(props, step);
    const watched =
      strategy === "CANARY"
        ? wholeNumberAt(props, `${configuration}.canaryConfiguration.canaryBakeTimeInMinutes`)
        : canaryMinutes;
    const kept = wholeNumberAt(props, `${configuration}.bakeTimeInMinutes`);
    return violationOf([
      ...(percent > largestPercent || percent < smallestPercent
        ? [`gives a new revision ${String(percent)} % of the traffic at first`]
        : []),
      ...(watched < canaryMinutes ? [`watches its canary ${String(watched)} minutes`] : []),
      ...(kept < settlingMinutes ? [`keeps the former revision ${String(kept)} minutes`] : []),
    ]);
  },
});
