import { oncePerObject } from "../../once";
import { numberAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, stackRule, violation, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { inWords } from "../../wording";
import { isIdle, scalingTargetType, workloadsOf } from "./scaling";

const fewest = 2;
const policyType = "aws:appautoscaling/policy:Policy";
const metric =
  "targetTrackingScalingPolicyConfiguration.predefinedMetricSpecification.predefinedMetricType";
const byCpu = ({ props }: PolicyResource): boolean =>
  valueAt(props, metric) === "ECSServiceAverageCPUUtilization";

/** A cell that waits for the next release may stand empty while another one serves. */
export const scalingRequireSpareTask = stackRule({
  id: "scaling-require-spare-task",
  title: `Production keeps ${inWords(fewest)} tasks or more of everything, and more while they are busy`,
  why: "one is lost with its zone",
  source: "ENV-10",
  fix: `Set minCapacity to ${String(fewest)}.`,
  types: [scalingTargetType],
  tiers: ["production"],
  check(target, _scope, stack) {
    if (isIdle(target)) {
      const served = servedWorkloads(stack);
      const workloads = workloadsOf(target, stack);
      return workloads.length > 0 && workloads.every((workload) => served.has(workload))
        ? compliant
        : violation("keeps no task, and no other cell serves its workload");
    }
    const count = numberAt(target.props, "minCapacity");
    const most = numberAt(target.props, "maxCapacity");
    return violationOf([
      ...(count >= fewest
        ? []
        : [`keeps ${String(count)} task; production needs at least ${String(fewest)}`]),
      ...(count >= fewest &&
      most > count &&
      !stack.referring(target, policyType, "resourceId").some(byCpu)
        ? ["grows by no policy that looks at how busy its tasks are"]
        : []),
      ...(most >= count ? [] : [`keeps ${String(count)} tasks and may have ${String(most)}`]),
    ]);
  },
});

/** The workloads that a cell serves with tasks of its own. */
const servedWorkloads = oncePerObject((stack: StackIndex): ReadonlySet<string> => {
  const live = stack.ofType(scalingTargetType).filter((target) => !isIdle(target));
  return new Set(live.flatMap((target) => workloadsOf(target, stack)));
});
