import { numberAt, recordsAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { inWords } from "../../wording";
import { workersDeploymentType } from "./workers";

/** Versions that Cloudflare serves at once. */
const most = 2;
const counts = `one or ${inWords(most)}`;

export const workerTrafficRequireTotal = resourceRule({
  id: "worker-traffic-require-total",
  severity: "high",
  title: `A Worker serves ${counts} versions and all of its traffic`,
  why: "Cloudflare refuses anything else",
  source: "PRC-19",
  fix: "Make versions[].percentage sum up to 100.",
  waivable: "never",
  types: [workersDeploymentType],
  check({ props }) {
    const versions = recordsAt(props, "versions");
    const total = versions.reduce((sum, version) => sum + numberAt(version, "percentage"), 0);
    return violationOf([
      ...(versions.length > most
        ? [`serves ${String(versions.length)} versions, not ${counts}`]
        : []),
      ...(total === 100 ? [] : [`gives out ${String(total)} % of the traffic, not 100`]),
    ]);
  },
});
