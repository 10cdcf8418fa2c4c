import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { neonProject } from "./neon";

/** Seven days of point-in-time recovery (ADR-015). */
const neededSeconds = 604_800;

export const databaseRequireHistory = resourceRule({
  types: [neonProject],
  tiers: ["production"],
  check({ props }) {
    const seconds = numberAt(props, "historyRetentionSeconds");
    return seconds >= neededSeconds
      ? compliant
      : violation(
          `can go back ${String(seconds)} seconds; production needs at least ${String(neededSeconds)}`,
        );
  },
});
