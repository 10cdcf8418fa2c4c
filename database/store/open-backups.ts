import { fileURLToPath } from "node:url";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import { UsageError } from "../../settings/usage-error";
import type { BackupStore } from "./backup-store";
import { bucketBackups } from "./bucket-store";
import { folderBackups } from "./folder-store";

/**
 * Where an environment's backups lie.
 *
 * @param address - Default: the S3 bucket of its first object store, which is versioned, locked and replicated as its tier says.
 * @throws UsageError where it is no address of a store, or the environment has none.
 */
export function openBackups(spec: EnvironmentSpec, address: string | undefined): BackupStore {
  const [, bucket, prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/?(.*)$/.exec(address ?? "") ?? [];
  const own = spec.objectStores[0];
  if (address === undefined && own !== undefined) {
    const { product, stack } = spec.identity;
    const name = physicalName("bucket", product, stack, own.name);
    const locks = own.lockDays !== undefined;
    return bucketBackups({
      url: `s3://${name}`,
      bucket: name,
      prefix: "",
      region: spec.aws.region,
      locks,
    });
  }
  if (address !== undefined && bucket !== undefined) {
    const below = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
    return bucketBackups({ url: address, bucket, prefix: below, region: undefined, locks: false });
  }
  if (address !== undefined && /^file:\/\/\/[^/]/.test(address)) {
    return folderBackups(address, fileURLToPath(address).replace(/\/+$/, ""));
  }
  throw new UsageError(
    `STORE: got "${address ?? ""}", expected s3://<bucket>/<prefix> or file:///<absolute folder>`,
  );
}
