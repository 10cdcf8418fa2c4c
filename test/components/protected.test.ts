import { expect } from "chai";
import type { Registration } from "../../preview/run/recording";
import { recordSample, sampleStacks } from "../support/sample";

/** What the engine refuses to delete, and what it leaves behind, in each stack: as people decided it. */
const decided: Readonly<
  Record<(typeof sampleStacks)[number], Readonly<Record<"protected" | "retained", string>>>
> = {
  shared: {
    protected: `Bucket shared-releases-bucket, Key shared-key-key, Key shared-releases-key,
      ReplicaKey shared-recovery-key-key, Repository shared-images-admin, Repository shared-images-database-backup, Repository shared-images-qis-data-management,
      Repository shared-images-recovery-admin, Repository shared-images-recovery-database-backup, Repository shared-images-recovery-qis-data-management,
      Stash shared-guard-lock`,
    retained: "",
  },
  dev: { protected: "", retained: workerAndZone("dev") },
  staging: { protected: "", retained: workerAndZone("staging") },
  production: {
    protected: `Bucket production-blue-access-logs-bucket, Bucket production-documents-replica-bucket,
      Bucket production-documents-s3-bucket, Bucket production-green-access-logs-bucket,
      Bucket production-recovery-access-logs-bucket, Database production-app-database, Key production-key-key,
      PrivateKey production-callers-key, Project production-app-project, R2Bucket production-documents-r2-bucket,
      RandomPassword production-app-password-app, RandomPassword production-app-password-read-only,
      RandomPassword production-secrets-accounts-SESSION_KEY-value, ReplicaKey production-recovery-key-key,
      Secret production-app-connection-app-secret, Secret production-app-connection-migrator-secret,
      Secret production-app-connection-read-only-secret, Secret production-blue-hook-certificate-secret,
      Secret production-green-hook-certificate-secret, Secret production-recovery-hook-certificate-secret,
      Secret production-secrets-admin-ADMIN_TOKEN-secret,
      Secret production-secrets-qis-data-management-UPLOAD_TOKEN-secret,
      SelfSignedCert production-callers-certificate, Stash production-guard-lock,
      Vault production-backups-copy-vault, Vault production-backups-vault,
      VaultLockConfiguration production-backups-copy-lock, VaultLockConfiguration production-backups-lock`,
    retained: workerAndZone("production"),
  },
  "pr-7": { protected: "", retained: worker("pr-7") },
};

/** Cloudflare deletes a Worker with its versions; one that another deployment serves would refuse. */
function worker(stack: string): string {
  return `WorkerVersion ${stack}-accounts-version, WorkersDeployment ${stack}-accounts-deployment`;
}

/** Without its keys a zone whose parent names them answers nobody. */
function workerAndZone(stack: string): string {
  return `${worker(stack)}, ZoneDnssec ${stack}-entrance-zone-dnssec`;
}

describe("what must not be deleted", () => {
  for (const stack of sampleStacks) {
    it(`of ${stack} is protected, and nothing else`, async () => {
      const { registrations } = await recordSample(stack);
      const those = (chosen: (options: Registration["options"]) => boolean | undefined) =>
        [...registrations.values()]
          .filter(({ options }) => chosen(options) === true)
          .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`)
          .sort()
          .join(", ");
      const { protected: kept, retained } = decided[stack];
      expect({
        protected: those(({ protect }) => protect),
        retained: those(({ retainOnDelete }) => retainOnDelete),
      }).to.deep.equal({
        protected: kept.replaceAll(/\s+/g, " "),
        retained,
      });
    });
  }
});
