import { dataTypes } from "../../cards/cards";
import { has, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";

/** Arguments that let a delete take the data with it; `skipDestroy` and the like keep it. */
const destructive = ["forceDestroy", "forceDelete", "skipFinalSnapshot"];

export const dataForbidForceDestroy = resourceRule({
  id: "data-forbid-force-destroy",
  severity: "critical",
  title: "Deleting a store of production never deletes what is in it",
  why: "an empty store is the only one to delete",
  source: "PRC-10",
  fix: "Leave the argument out.",
  types: dataTypes,
  tiers: ["production", "shared"],
  check({ props }) {
    return violationOf(
      destructive
        .filter((key) => has(props, key) && valueAt(props, key) !== false)
        .map((key) => `sets ${key}, so that deleting it deletes its data`),
    );
  },
});
