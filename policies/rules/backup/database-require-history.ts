import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { neonProject } from "./neon";

/** Seven days of point-in-time recovery (ADR-015). */
const neededSeconds = 604_800;

export const databaseRequireHistory = resourceRule({
  id: "database-require-history",
  severity: "high",
  title: "Production's database can go back seven days",
  why: "recovery to a point in time needs the history",
  source: "ADR-015",
  fix: "Set historyRetentionSeconds to 604800.",
  waivable: "outside production",
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
