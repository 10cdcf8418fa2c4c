import { numberAt, recordsAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { workersDeploymentType } from "./workers";

/** Most of the traffic in percent that a new version gets before it gets all. */
const largestStep = 10;

/** The serving version stands first and the new one last: Cloudflare asks for a stable order. */
export const workerTrafficRequireCanary = resourceRule({
  id: "worker-traffic-require-canary",
  title: `A new version of a Worker starts with at most ${String(largestStep)} % in production`,
  why: "visitors meet a new version a few at a time",
  source: "REL-6",
  fix: `Set the new version's percentage to ${String(largestStep)} or less.`,
  waivable: "everywhere",
  types: [workersDeploymentType],
  tiers: ["production"],
  check({ props }) {
    const versions = recordsAt(props, "versions");
    const last = versions.at(-1);
    if (versions.length < 2 || last === undefined) return compliant;
    const percentage = numberAt(last, "percentage");
    return percentage <= largestStep || percentage === 100
      ? compliant
      : violation(
          `gives the new version ${String(percentage)} % of the traffic; production starts with at most ${String(largestStep)}`,
          `Set versions[${String(versions.length - 1)}].percentage to ${String(largestStep)} or less, the serving version first.`,
        );
  },
});
