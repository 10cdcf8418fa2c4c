import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "../release/containers";

/** Production's digests are held by `release-require-staging-digest`. */
export const imageRequireDigest = resourceRule({
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
