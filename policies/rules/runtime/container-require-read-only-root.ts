import { valueAt } from "../../read";
import { guardedTiers } from "../release/ecs";
import { containerRule } from "./container-rule";

/** In development a shell may be opened, for which ECS writes into the container. */
export const containerRequireReadOnlyRoot = containerRule({
  id: "container-require-read-only-root",
  severity: "high",
  title: "Containers change no file of their image",
  why: "whoever breaks in could not stay",
  source: "RUN-4",
  fix: "Set readonlyRootFilesystem to true.",
  waivable: "outside production",
  also: ["ECS.5", "CKV_AWS_336"],
  objection: (container) =>
    valueAt(container, "readonlyRootFilesystem") === true
      ? undefined
      : "lets whoever breaks in change the files of",
  tiers: guardedTiers,
});
