import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "../release/containers";

/** Production's digests are held by `release-require-staging-digest`. */
export const imageRequireDigest = resourceRule({
  id: "image-require-digest",
  severity: "high",
  title: "Images are named by what is in them",
  why: "a tag can be moved to another image",
  source: "REL-18",
  fix: "Name the image by its digest.",
  waivable: "everywhere",
  also: ["ECR.2"],
  types: [taskDefinitionType],
  tiers: ["preview", "dev", "staging"],
  check(task) {
    return violationOf(
      containersOf(task)
        .map((container) => textAt(container, "image"))
        .filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))
        .map((image) => `runs ${image}, which names no digest`),
    );
  },
});
