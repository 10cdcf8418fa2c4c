import { accessRules } from "../../../policies/pack/access";
import { backupRules } from "../../../policies/pack/backup";
import { edgeRules } from "../../../policies/pack/edge";
import { hygieneRules } from "../../../policies/pack/hygiene";
import { isolationRules } from "../../../policies/pack/isolation";
import { networkRules } from "../../../policies/pack/network";
import { releaseRules } from "../../../policies/pack/release";
import { secretsRules } from "../../../policies/pack/secrets";
import { repositoryRules } from "../../../policies/pack/repository";
import { runtimeRules } from "../../../policies/pack/runtime";
import { monitoringRules } from "../../../policies/pack/monitoring";
import { costRules } from "../../../policies/pack/cost";
import type { Rule } from "../../../policies/rule";

/** The rules by group, under the headings of docs/reference/policies.md. */
export const groups: ReadonlyMap<string, readonly Rule[]> = new Map([
  ["Isolation", isolationRules],
  ["Backup", backupRules],
  ["Release", releaseRules],
  ["Edge", edgeRules],
  ["Access", accessRules],
  ["Secrets", secretsRules],
  ["Network", networkRules],
  ["Repository", repositoryRules],
  ["Runtime", runtimeRules],
  ["Monitoring", monitoringRules],
  ["Cost", costRules],
  ["Hygiene", hygieneRules],
]);
