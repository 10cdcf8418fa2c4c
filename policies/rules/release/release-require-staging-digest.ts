import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "./containers";

export const releaseRequireStagingDigest = resourceRule({
  types: [taskDefinitionType],
  tiers: ["production"],
  check(task, { data }) {
    return violationOf(
      containersOf(task).flatMap((container) => {
        const image = textAt(container, "image");
        const digest = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
        if (digest === undefined) return [`runs ${image}, which names no digest`];
        return data.stagingDigests.has(digest)
          ? []
          : [`runs ${image}, which is not what staging runs by releases/staging.json`];
      }),
    );
  },
});
