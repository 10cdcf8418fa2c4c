import type { EstateCases, RuleCases } from "../support/cases";
import { abilityCases } from "./ability";
import { isolationCases } from "./isolation";
import { regionCases } from "./backup-regions";
import { releaseCases } from "./release";
import { edgeCases } from "./edge";
import { accessCases } from "./access";
import { secretsCases } from "./secrets";
import { networkCases } from "./network";
import { hygieneCases } from "./hygiene";
import { costCases } from "./cost";
import { encryptionCases } from "./secrets-encryption";
import { exposureCases } from "./network-exposure";
import { monitoringCases } from "./monitoring";
import { networksCases } from "./isolation-networks";
import { permissionCases } from "./access-permissions";
import { recoveryCases } from "./backup-recovery";
import { repositoryCases } from "./repository";
import { rolloutCases } from "./release-rollout";
import { runtimeCases } from "./runtime";
import { scheduledBackupCases } from "./backup-schedule";
import { seriesCases } from "./series";
import { passageCases } from "./edge-passage";
import { zoneCases } from "./edge-zone";
import { estateCases } from "./estate";
import { calendarCases } from "./calendar";
import { parityCases } from "./parity";

/** What every rule that judges a resource or a stack is held to. */
export const allCases: readonly RuleCases[] = [
  ...isolationCases,
  ...regionCases,
  scheduledBackupCases,
  ...releaseCases,
  ...edgeCases,
  ...accessCases,
  ...secretsCases,
  ...networkCases,
  ...hygieneCases,
  ...costCases,
  ...encryptionCases,
  ...exposureCases,
  ...monitoringCases,
  ...seriesCases,
  ...networksCases,
  ...permissionCases,
  ...recoveryCases,
  ...repositoryCases,
  ...rolloutCases,
  ...runtimeCases,
  ...passageCases,
  ...zoneCases,
  ...calendarCases,
  ...abilityCases,
];

/** What every rule over several stacks is held to. */
export const allEstateCases: readonly EstateCases[] = [...estateCases, ...parityCases];
