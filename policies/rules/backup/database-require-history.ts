import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { inWords } from "../../wording";
import { neonProject } from "./neon";
import { secondsPerDay } from "./retention";

const neededDays = 7;
const neededSeconds = neededDays * secondsPerDay;

export const databaseRequireHistory = resourceRule({
  id: "database-require-history",
  severity: "high",
  title: `Production's database can go back ${inWords(neededDays)} days`,
  why: "recovery to a point in time needs the history",
  source: "BAK-3",
  fix: `Set historyRetentionSeconds to ${String(neededSeconds)}.`,
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
