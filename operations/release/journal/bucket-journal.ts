import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { messageOf } from "../../command-line";
import { ServiceError } from "../../json-api";
import { ConflictError, type JournalStore } from "../world";
import { journalText, readJournal } from "./journal-text";

/** A journal in a bucket; its version is the object's ETag, by which S3 itself refuses a write over another one. */
export function bucketJournal(client: S3Client, bucket: string, key: string): JournalStore {
  const address = `s3://${bucket}/${key}`;
  const object = { Bucket: bucket, Key: key };
  const load = async () => {
    try {
      const { Body, ETag = "" } = await client.send(new GetObjectCommand(object));
      return { text: (await Body?.transformToString()) ?? "", version: ETag };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      const says = `${address} can't be read: ${messageOf(error)}`;
      throw new ServiceError(
        `${says}. Give this shell AWS_REGION and credentials that may read it`,
      );
    }
  };
  return {
    address,
    read: async () => {
      const found = await load();
      return found && { journal: readJournal(address, found.text), version: found.version };
    },
    write: async (journal, over) => {
      const text = journalText(journal);
      const condition = over === undefined ? { IfNoneMatch: "*" } : { IfMatch: over };
      try {
        const { ETag = "" } = await client.send(
          new PutObjectCommand({
            ...object,
            ...condition,
            Body: text,
            ContentType: "application/json",
          }),
        );
        return ETag;
      } catch (error) {
        if (!(error instanceof S3ServiceException) || !refusals.includes(error.name)) throw error;
        // Its answer may have been lost, and the client has sent it again.
        const found = await load();
        if (found?.text === text) return found.version;
        throw new ConflictError(address);
      }
    },
  };
}

/** Precondition failed, and one write while another is under way. */
const refusals = ["PreconditionFailed", "ConditionalRequestConflict"];
