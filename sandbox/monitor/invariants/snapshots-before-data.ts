import { containers, taskType } from "../container";
import { serviceType } from "../healthy-tasks";
import { type Invariant, missing } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { mapAt, mapsAt, textAt } from "../read";

const projectType = "neon:index:Project";
const scheduleType = "neon:index:SnapshotSchedule";
const hyperdriveType = "cloudflare:index/hyperdriveConfig:HyperdriveConfig";
const secretVersionType = "aws:secretsmanager/secretVersion:SecretVersion";

/** A database of its own has its snapshots before a workload connects to it; a pull request's branch has none. */
export const snapshotsBeforeData: Invariant = {
  name: "snapshots-before-data",
  types: [projectType, scheduleType, hyperdriveType, secretVersionType, serviceType, taskType],
  violations: ({ held }) =>
    held
      .ofType(projectType)
      .filter(({ id }) => held.having(scheduleType, { projectId: id }).length === 0)
      .flatMap((project) => {
        const name = textAt(project.properties, "name");
        return usersOf(project, held).map((user) => ({
          what: `the database ${name} takes data and has no snapshots`,
          user: user.urn,
          needs: missing(scheduleType, name),
        }));
      }),
};

/** Who connects: Workers through Hyperdrive, and tasks by a secret that holds one of the project's hosts. */
function usersOf({ properties }: Held, held: Inventory): readonly Held[] {
  const hosts = [textAt(properties, "host"), textAt(properties, "poolerHost")];
  const secrets = held
    .ofType(secretVersionType)
    .filter((version) =>
      hosts.some((host) => textAt(version.properties, "secretString").includes(`@${host}/`)),
    )
    .map((version) => version.properties.secretId);
  return [
    ...held
      .ofType(hyperdriveType)
      .filter((config) => hosts.includes(textAt(mapAt(config.properties, "origin"), "host"))),
    ...containers(held)
      .filter(({ container }) =>
        mapsAt(container, "secrets").some(({ valueFrom }) => secrets.includes(valueFrom)),
      )
      .map(({ service }) => service),
  ];
}
