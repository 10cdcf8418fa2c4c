import { has, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { statefulTypes } from "./stateful-types";

/** Arguments that let a delete take the data with it; `skipDestroy` and the like keep it. */
const destructive = ["forceDestroy", "forceDelete", "skipFinalSnapshot"];

export const dataForbidForceDestroy = resourceRule({
  types: statefulTypes,
  tiers: ["production", "shared"],
  check({ props }) {
    return violationOf(
      destructive
        .filter((key) => has(props, key) && valueAt(props, key) !== false)
        .map((key) => `sets ${key}, so that deleting it deletes its data`),
    );
  },
});
