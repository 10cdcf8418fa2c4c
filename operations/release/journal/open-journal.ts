import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { S3Client } from "@aws-sdk/client-s3";
import type { Workspace } from "@pulumi/pulumi/automation";
import { UsageError } from "../../../settings/usage-error";
import type { JournalStore } from "../world";
import { bucketJournal } from "./bucket-journal";
import { folderJournal, journalFile, journalName } from "./folder-journal";

/**
 * The journal of a stack, beside its state: whoever may write the one may write the other.
 *
 * @param place - an address in its stead, for a backend that keeps no files.
 * @throws UsageError where the backend keeps none, and no place is named.
 */
export async function openJournal(
  workspace: Workspace,
  stack: string,
  place?: string,
): Promise<JournalStore> {
  const { url = "" } = place === undefined ? await workspace.whoAmI() : { url: place };
  if (url.startsWith("file://")) return folderJournal(journalFile(folderIn(url), stack));
  const [, bucket, prefix = "", query = ""] = /^s3:\/\/([^/?]+)\/?([^?]*)\??(.*)$/.exec(url) ?? [];
  if (bucket !== undefined) {
    const region = new URLSearchParams(query).get("region");
    const client = new S3Client(region === null ? {} : { region });
    return bucketJournal(
      client,
      bucket,
      [prefix.replace(/\/$/, ""), journalName(stack)].filter(Boolean).join("/"),
    );
  }
  throw new UsageError(
    `the state of ${stack} lies in ${url || "no backend"}, which keeps no files beside it: ` +
      "say where the journal is, JOURNAL=s3://<bucket> or JOURNAL=file://<folder>",
  );
}

/** Pulumi takes `file://~` for the home folder. */
function folderIn(url: string): string {
  const rest = url.slice("file://".length);
  if (rest.startsWith("~")) return rest.replace("~", process.env.HOME ?? "");
  return rest.startsWith("/") ? fileURLToPath(url) : resolve(rest);
}
