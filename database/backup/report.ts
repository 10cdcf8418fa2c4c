import { columns } from "../../operations/columns";
import { newestOf } from "../server/contents";
import type { BackupRecord, Backups } from "./record";

const megabyte = 1_000_000;

/** A backup that was made. */
export function describeBackup(record: BackupRecord, url: string): string {
  const { contents, keptUntil } = record;
  const rows = Object.values(contents.tables).reduce((sum, table) => sum + table.rows, 0);
  const count = Object.keys(contents.tables).length;
  return [
    `${record.id} of ${record.stack} is complete and was read back.`,
    `  ${url}/${record.key}, ${megabytes(record)}, kept until ${keptUntil.slice(0, 10)} (${record.rule})`,
    `  ${String(count)} tables, ${rows.toLocaleString("en")} rows, the newest of ${newestOf(contents.tables) ?? "no known time"}`,
    "",
  ].join("\n");
}

/** What lies in a store, the newest first. */
export function describeBackups(stack: string, { complete, unfinished }: Backups): string {
  const rows = complete.map((record) => [
    `  ${record.id}`,
    record.rule,
    megabytes(record),
    `kept until ${record.keptUntil.slice(0, 10)}`,
  ]);
  return [
    complete.length === 0
      ? `${stack} has no backup yet: make db-backup ENV=${stack}`
      : `Backups of ${stack}:`,
    ...columns(rows),
    ...unfinished.map((key) => `! ${key} has no record: it failed, or is being made`),
    "",
  ].join("\n");
}

function megabytes({ bytes }: BackupRecord): string {
  return `${(bytes / megabyte).toFixed(1)} MB`;
}
