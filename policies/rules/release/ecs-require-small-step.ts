import { has, numberAt, textAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { serviceType } from "./ecs";

/** Most of the traffic in percent that a new revision gets at first. */
const largest = 10;

/** Where each strategy says how much it shifts first. */
const steps: Readonly<Record<string, string>> = {
  CANARY: "deploymentConfiguration.canaryConfiguration.canaryPercent",
  LINEAR: "deploymentConfiguration.linearConfiguration.stepPercent",
};

export const ecsRequireSmallStep = resourceRule({
  id: "ecs-require-small-step",
  severity: "high",
  title: `A new revision starts with at most ${String(largest)} % of production's traffic`,
  why: "few visitors meet a mistake",
  source: "REL-4",
  fix: `Make the first step ${String(largest)} % or less.`,
  waivable: "everywhere",
  types: [serviceType],
  tiers: ["production"],
  check({ props }) {
    if (!has(props, "deploymentConfiguration.strategy")) return notApplicable;
    const path = steps[textAt(props, "deploymentConfiguration.strategy")];
    if (path === undefined) return notApplicable;
    const percent = numberAt(props, path);
    return percent <= largest
      ? compliant
      : violation(
          `gives a new revision ${String(percent)} % of the traffic at first; production at most ${String(largest)}`,
          `Set ${path} to ${String(largest)} or less.`,
        );
  },
});
