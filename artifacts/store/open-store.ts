import { fileURLToPath } from "node:url";
import { physicalName } from "../../blueprint/names";
import { tenanciesOf } from "../../settings/project";
import { readStackConfig } from "../../settings/stack-file";
import { UsageError } from "../../settings/usage-error";
import { bucketStore } from "./bucket-store";
import { folderStore } from "./folder-store";
import type { ArtifactStore } from "./store";

/**
 * The store at an address: `file:///folder` or `s3://bucket[/prefix]`.
 *
 * @param address - Default: the bucket of releases that the stack `shared` declares.
 * @throws UsageError where it is no such address.
 */
export function openStore(root: string, address: string | undefined): ArtifactStore {
  const shared = sharedPlace(root);
  const url = address ?? shared.url;
  const [, bucket, prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/?(.*)$/.exec(url) ?? [];
  if (bucket !== undefined) {
    const below = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
    return bucketStore(
      url,
      { bucket, prefix: below },
      url === shared.url ? shared.region : undefined,
    );
  }
  if (/^file:\/\/\/[^/]/.test(url)) return folderStore(url, fileURLToPath(url));
  throw new UsageError(
    `STORE: got "${url}", expected s3://<bucket>/<prefix> or file:///<absolute folder>`,
  );
}

/** Where `shared` keeps releases (components/delivery/release-bucket.ts); no address where its settings name no account. */
function sharedPlace(root: string): { readonly url: string; readonly region: string | undefined } {
  const config = readStackConfig(root, "shared");
  const values = "value" in config ? config.value.values : {};
  const product = values["platform:product"];
  const accountId = tenanciesOf(values)["aws.accountId"];
  if (product === undefined || accountId === undefined) return { url: "", region: undefined };
  const aws = JSON.parse(values["platform:aws"] ?? "{}") as { readonly region?: string };
  return {
    url: `s3://${physicalName("bucket", product, "releases", accountId)}`,
    region: aws.region,
  };
}
