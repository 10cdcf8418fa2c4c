import { join } from "node:path";
import type { AskCloudflare } from "../operations/drift/r2-domains";
import { ObjectStore } from "../sandbox/cloud/object-store";

/** What Cloudflare's API says of a bucket's r2.dev domain, which its provider does not read back. */
export function emulatedCloudflare(folder: string): AskCloudflare {
  return (path) => {
    const [, bucket] = /\/r2\/buckets\/([^/]+)\/domains\/managed$/.exec(path) ?? [];
    const domain = new ObjectStore(join(folder, "clouds"))
      .everything()
      .map(([, object]) => object)
      .find(
        ({ type, properties }) =>
          type.endsWith(":R2ManagedDomain") && properties.bucketName === bucket,
      );
    return Promise.resolve(
      domain === undefined
        ? { status: 404, result: undefined }
        : { status: 200, result: domain.properties },
    );
  };
}
