import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "./containers";

/** A container is called as its workload is: another workload's image was tested as something else. */
export const releaseRequireStagingDigest = resourceRule({
  types: [taskDefinitionType],
  tiers: ["production"],
  check(task, { data }) {
    return violationOf(
      containersOf(task).flatMap((container) => {
        const workload = textAt(container, "name");
        const image = textAt(container, "image");
        const digest = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
        if (digest === undefined) return [`runs ${image}, which names no digest`];
        return data.stagingDigests.get(workload) === digest
          ? []
          : [
              `runs ${image}, which is not what staging runs as "${workload}" by releases/staging.json`,
            ];
      }),
    );
  },
});
