import { textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { resourceRule, violationOf } from "../../rule";
import { workerVersionType } from "../edge/workers";
import { variablesOf } from "../monitoring/variables";
import { containersOf, taskDefinitionType } from "./containers";

/** A container is called as its workload is: another workload's image was tested as something else. */
export const releaseRequireStagingDigest = resourceRule({
  id: "release-require-staging-digest",
  severity: "critical",
  title: "Staging and production run exactly the images and Workers of releases/staging.json",
  why: "what was tested is what is released",
  source: "REL-18",
  fix: "Record the build in releases/staging.json, or promote staging's by its digest.",
  waivable: "everywhere",
  also: "ECR.2",
  types: [taskDefinitionType, workerVersionType],
  tiers: ["staging", "production"],
  check(resource, { data }) {
    return violationOf(
      runs(resource).flatMap(([workload, build]) => {
        const digest = /(?:^|@)(sha256:[0-9a-f]{64})$/.exec(build)?.[1];
        if (digest === undefined) return [`runs ${build}, which names no digest`];
        // What goes back to what ran here was let in before.
        return data.stagingDigests.get(workload) === digest ||
          data.ranHere.get(workload)?.includes(digest) === true
          ? []
          : [
              `runs ${build}, which is not what staging runs as "${workload}" by releases/staging.json`,
            ];
      }),
    );
  },
});

function runs(resource: PolicyResource): readonly (readonly [workload: string, build: string])[] {
  if (resource.type === taskDefinitionType) {
    return containersOf(resource).map((each) => [textAt(each, "name"), textAt(each, "image")]);
  }
  const workload = variablesOf(resource).find(([name]) => name === "SERVICE")?.[1];
  return [[String(workload), textAt(resource.props, "annotations.workersMessage")]];
}
