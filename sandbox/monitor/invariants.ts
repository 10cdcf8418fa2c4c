import type { Invariant } from "./invariant";
import { backupBeforeData } from "./invariants/backup-before-data";
import { bucketBeforeData } from "./invariants/bucket-before-data";
import { bucketClosed } from "./invariants/bucket-closed";
import { gateBeforeRole } from "./invariants/gate-before-role";
import { edgeBeforeVerification } from "./invariants/edge-before-verification";
import { logBeforeWriter } from "./invariants/log-before-writer";
import { loginBeforeVisitors } from "./invariants/login-before-visitors";
import { namesLeadSomewhere } from "./invariants/names-lead-somewhere";
import { snapshotsBeforeData } from "./invariants/snapshots-before-data";
import { vaultBeforeBackups } from "./invariants/vault-before-backups";
import { workerServes } from "./invariants/worker-serves";

/** All of them; what holds of a resource by itself, whenever it was made, is for the policies. */
export const invariants: readonly Invariant[] = [
  namesLeadSomewhere,
  workerServes,
  loginBeforeVisitors,
  bucketClosed,
  bucketBeforeData,
  backupBeforeData,
  vaultBeforeBackups,
  snapshotsBeforeData,
  logBeforeWriter,
  gateBeforeRole,
  edgeBeforeVerification,
];
