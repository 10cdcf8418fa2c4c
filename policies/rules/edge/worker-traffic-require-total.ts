import { ownEnvironments } from "../../environments";
import { certainOf } from "../../certain";
import { numberAt, recordsAt, textAt } from "../../read";
import { stackRule, violationOf } from "../../rule";
import { inWords } from "../../wording";
import { workersDeploymentType, workerVersionType } from "./workers";

/** Versions that Cloudflare serves at once. */
const most = 2;
const counts = `one or ${inWords(most)}`;

export const workerTrafficRequireTotal = stackRule({
  id: "worker-traffic-require-total",
  title: `A Worker serves ${counts} versions that its stack or its release names, and all of its traffic`,
  why: "Cloudflare refuses another sum, and a version that nobody names is anybody's",
  source: "PRC-19",
  fix: "Make versions[].percentage sum up to 100 over what the stack declares or releases/ calls stable.",
  waivable: "never",
  types: [workersDeploymentType],
  check(deployment, { data, environment }, stack) {
    const versions = recordsAt(deployment.props, "versions");
    const stable = ownEnvironments(environment).flatMap(
      ({ name }) => data.stableVersions.get(name) ?? [],
    );
    const own = stack
      .targets(deployment, "versions")
      .filter(({ type }) => type === workerVersionType).length;
    return violationOf(
      certainOf([
        () =>
          versions.length > most
            ? [`serves ${String(versions.length)} versions, not ${counts}`]
            : [],
        () => {
          const total = versions.reduce((sum, version) => sum + numberAt(version, "percentage"), 0);
          return total === 100 ? [] : [`gives out ${String(total)} % of the traffic, not 100`];
        },
        () => {
          const ids = new Set(versions.map((version) => textAt(version, "versionId")));
          const others = [...ids].filter((id) => !stable.includes(id));
          return others.length > own
            ? [`serves ${others.join(" and ")}, of which the stack declares ${String(own)}`]
            : [];
        },
      ]),
    );
  },
});
