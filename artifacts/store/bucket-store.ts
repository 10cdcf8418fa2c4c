import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { type ArtifactStore, keyOf, StoreError } from "./store";

// It warns on each start of a version of Node that it will not support next year, and this project says itself which it takes.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Milliseconds until a server that answers nothing is taken for one that is not there. */
const patience = { connectionTimeout: 5_000, requestTimeout: 120_000 };

/**
 * A store in an S3 bucket: that of `shared`, or one like it. The bucket locks what it holds, so each upload carries its
 * checksum; it is written only where nothing is, so that two builds at a time can't replace one another.
 *
 * @param region - the bucket's. Default: that of the environment.
 */
export function bucketStore(
  url: string,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  region: string | undefined,
): ArtifactStore {
  const client = new S3Client({
    ...(region !== undefined && { region }),
    requestHandler: patience,
  });
  const place = (digest: string) => ({ Bucket: bucket, Key: `${prefix}${keyOf(digest)}` });
  return {
    url,
    async read(digest) {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ ...place(digest), ChecksumMode: "ENABLED" }),
        );
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if (error instanceof S3ServiceException && error.name === "NoSuchKey") return undefined;
        throw refusal(url, error);
      }
    },
    async has(digest) {
      try {
        await client.send(new HeadObjectCommand(place(digest)));
        return true;
      } catch (error) {
        if (error instanceof S3ServiceException && error.name === "NotFound") return false;
        throw refusal(url, error);
      }
    },
    async create(digest, bytes) {
      const checksum = Buffer.from(digest.slice("sha256:".length), "hex").toString("base64");
      try {
        await client.send(
          new PutObjectCommand({
            ...place(digest),
            Body: bytes,
            IfNoneMatch: "*",
            ChecksumSHA256: checksum,
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof S3ServiceException && lost.has(error.name)) return false;
        throw refusal(url, error);
      }
    },
  };
}

/** Somebody else's upload came first, or is under way; which of both, the next read tells. */
const lost: ReadonlySet<string> = new Set(["PreconditionFailed", "ConditionalRequestConflict"]);

function refusal(url: string, error: unknown): StoreError {
  const [name, message] = error instanceof Error ? [error.name, error.message] : ["", ""];
  const said = `${url} can't be used: ${[name, message].filter((text) => text !== "").join(": ")}`;
  return new StoreError(
    name === "CredentialsProviderError"
      ? `${said}. Give this shell credentials, or name another store: STORE=file:///…`
      : said,
  );
}
