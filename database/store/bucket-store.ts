import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { Content } from "../seal/seal";
import { type BackupStore, BackupStoreError } from "./backup-store";

/** S3 takes 10,000 parts: 160 GB, compressed. */
const partBytes = 16 * 1024 * 1024;
const mostParts = 10_000;
/** Milliseconds until a server that answers nothing is taken for one that is not there. */
const patience = { connectionTimeout: 5_000, requestTimeout: 120_000 };

export interface BucketArgs {
  readonly url: string;
  readonly bucket: string;
  readonly prefix: string;
  /** Default: that of the environment. */
  readonly region: string | undefined;
  /** Whether the bucket has Object Lock: then each backup is held for as long as it is to be kept. */
  readonly locks: boolean;
}

/** A store in an S3 bucket. Each part carries its checksum, by which S3 refuses one that was changed on the way. */
export function bucketBackups({ url, bucket, prefix, region, locks }: BucketArgs): BackupStore {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const client = new S3Client({
    ...(region !== undefined && { region }),
    requestHandler: patience,
  });
  const place = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });
  const lockOf = (until: Date) =>
    locks ? { ObjectLockMode: "GOVERNANCE" as const, ObjectLockRetainUntilDate: until } : {};
  const asked = async <Answer>(request: Promise<Answer>): Promise<Answer> => {
    try {
      return await request;
    } catch (error) {
      throw refusal(url, error);
    }
  };
  return {
    url,
    upload: (key, content, lockedUntil) =>
      upload(client, { ...place(key), ...lockOf(lockedUntil) }, content, asked),
    async *read(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(place(key)));
        for await (const piece of Body as Readable) yield piece as Buffer;
      } catch (error) {
        throw refusal(url, error);
      }
    },
    async list(below) {
      const keys: string[] = [];
      const pages = paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: `${prefix}${below}` },
      );
      try {
        for await (const { Contents = [] } of pages) {
          keys.push(...Contents.map(({ Key = "" }) => Key.slice(prefix.length)));
        }
      } catch (error) {
        throw refusal(url, error);
      }
      return keys.sort();
    },
    async remove(key) {
      await asked(client.send(new DeleteObjectCommand(place(key))));
    },
  };
}

type Asked = <Answer>(request: Promise<Answer>) => Promise<Answer>;

interface ObjectPlace {
  readonly Bucket: string;
  readonly Key: string;
}

async function upload(
  client: S3Client,
  object: ObjectPlace,
  content: Content,
  asked: Asked,
): Promise<void> {
  const parts = partsOf(content);
  try {
    const first = await parts.next();
    const next = first.done === true ? first : await parts.next();
    if (next.done === true) {
      const Body = first.value ?? Buffer.alloc(0);
      const sum = { ChecksumSHA256: sumOf(Body) };
      await asked(client.send(new PutObjectCommand({ ...object, ...sum, Body, IfNoneMatch: "*" })));
      return;
    }
    await uploadParts(client, object, [first.value ?? Buffer.alloc(0), next.value], parts, asked);
  } finally {
    await parts.return(undefined);
  }
}

/** One part is on its way while the next one fills. What fails takes back the whole upload. */
async function uploadParts(
  client: S3Client,
  object: ObjectPlace,
  first: readonly Buffer[],
  rest: AsyncIterable<Buffer>,
  asked: Asked,
): Promise<void> {
  const { Bucket, Key } = object;
  const { UploadId } = await asked(
    client.send(new CreateMultipartUploadCommand({ ...object, ChecksumAlgorithm: "SHA256" })),
  );
  const upload = { Bucket, Key, UploadId };
  const done: CompletedPart[] = [];
  const send = async (Body: Buffer, PartNumber: number): Promise<void> => {
    const ChecksumSHA256 = sumOf(Body);
    const { ETag } = await asked(
      client.send(new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumSHA256 })),
    );
    done.push({ PartNumber, ETag, ChecksumSHA256 });
  };
  try {
    let number = 0;
    let sending = Promise.resolve();
    for await (const part of followedBy(first, rest)) {
      await sending;
      number += 1;
      if (number > mostParts)
        throw new BackupStoreError(`${Key} is larger than ${String(mostParts)} parts`);
      sending = send(part, number);
      // It is waited for when the next part is there.
      sending.catch(() => undefined);
    }
    await sending;
    const complete = { ...upload, MultipartUpload: { Parts: done }, IfNoneMatch: "*" };
    await asked(client.send(new CompleteMultipartUploadCommand(complete)));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function* followedBy(first: readonly Buffer[], rest: AsyncIterable<Buffer>): Content {
  yield* first;
  yield* rest;
}

async function* partsOf(content: Content): AsyncGenerator<Buffer, undefined> {
  let part = Buffer.allocUnsafe(partBytes);
  let filled = 0;
  for await (const piece of content) {
    for (let from = 0; from < piece.length;) {
      const taken = piece.copy(part, filled, from);
      from += taken;
      filled += taken;
      if (filled < partBytes) continue;
      yield part;
      part = Buffer.allocUnsafe(partBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
  return undefined;
}

function sumOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64");
}

function refusal(url: string, error: unknown): unknown {
  if (error instanceof BackupStoreError) return error;
  const [name, message] =
    error instanceof Error ? [error.name, error.message] : ["", String(error)];
  const fix =
    name === "CredentialsProviderError"
      ? ". Give this shell credentials, or name another store: STORE=file:///…"
      : "";
  const status =
    error instanceof S3ServiceException ? ` (${String(error.$metadata.httpStatusCode)})` : "";
  return new BackupStoreError(`${url} can't be used: ${name}: ${message}${status}${fix}`);
}
