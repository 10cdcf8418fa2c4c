import type { Rule } from "./rule";
import { isolationRules } from "./pack/isolation";
import { backupRules } from "./pack/backup";
import { releaseRules } from "./pack/release";
import { edgeRules } from "./pack/edge";
import { accessRules } from "./pack/access";
import { secretsRules } from "./pack/secrets";
import { networkRules } from "./pack/network";
import { repositoryRules } from "./pack/repository";
import { runtimeRules } from "./pack/runtime";
import { monitoringRules } from "./pack/monitoring";
import { costRules } from "./pack/cost";
import { hygieneRules } from "./pack/hygiene";

/** Every rule, in the order of the verdicts. Waivers come last: they are judged by what the others object to. */
export const pack: readonly Rule[] = [
  ...isolationRules,
  ...backupRules,
  ...releaseRules,
  ...edgeRules,
  ...accessRules,
  ...secretsRules,
  ...networkRules,
  ...repositoryRules,
  ...runtimeRules,
  ...monitoringRules,
  ...costRules,
  ...hygieneRules,
];
