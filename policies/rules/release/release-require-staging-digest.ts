import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "./containers";

/** A container is called as its workload is: another workload's image was tested as something else. */
export const releaseRequireStagingDigest = resourceRule({
  id: "release-require-staging-digest",
  severity: "critical",
  title: "Production runs exactly the images that staging runs",
  why: "what was tested is what is released",
  source: "REL-18",
  fix: "Promote staging's image by its digest.",
  waivable: "everywhere",
  also: ["ECR.2"],
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
