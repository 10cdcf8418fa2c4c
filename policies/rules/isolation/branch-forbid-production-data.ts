import { has, textAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { neonBranch } from "../backup/neon";
import { isOwnDatabase } from "./own-databases";

export const branchForbidProductionData = stackRule({
  id: "branch-forbid-production-data",
  severity: "critical",
  title: "A Neon branch below production copies no foreign data",
  why: "staging data is synthetic, or anonymised by the masking job",
  source: "DAT-4",
  fix: "Set initSource to schema-only.",
  waivable: "never",
  types: [neonBranch],
  tiers: ["preview", "dev", "staging"],
  check(branch, scope, stack) {
    // Without a parent it starts from its own project's default branch.
    if (!has(branch.props, "parentId")) return notApplicable;
    if (branch.props.initSource === "schema-only") return compliant;
    if (isOwnDatabase(branch, "parentId", scope, stack)) return compliant;
    return violation(
      `copies the data of the branch "${textAt(branch.props, "parentId")}", which is none of ${scope.environment.name}'s`,
    );
  },
});
