import { valueAt } from "../../read";
import { guardedTiers } from "../release/ecs";
import { containerRule } from "./container-rule";

/** In development a shell may be opened, for which ECS writes into the container. */
export const containerRequireReadOnlyRoot = containerRule(
  (container) =>
    valueAt(container, "readonlyRootFilesystem") === true
      ? undefined
      : "lets whoever breaks in change the files of",
  guardedTiers,
);
