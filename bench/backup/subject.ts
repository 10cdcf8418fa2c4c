import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { backUp } from "../../database/backup/backup";
import { backupsIn } from "../../database/backup/record";
import { restore } from "../../database/restore/restore";
import { parseConnection } from "../../database/server/connection";
import { folderBackups } from "../../database/store/folder-store";
import { newIdentity } from "../../database/seal/seal";

/** What is measured, in a process of its own: `backup` or `restore`, as the commands do it, without reading a stack's settings. */
async function main([
  what = "",
  url = "",
  folder = "",
  keyFile = "",
]: readonly string[]): Promise<void> {
  const connection = parseConnection("url", url);
  const store = folderBackups(`file://${folder}`, folder);
  if (what === "restore") {
    const [record] = (await backupsIn(store)).complete;
    if (record === undefined) throw new Error("there is no backup to restore");
    const began = performance.now();
    await restore({ store, record, identity: process.env.BACKUP_IDENTITY ?? "", into: connection });
    process.stdout.write(JSON.stringify({ restored: (performance.now() - began) / 1_000 }));
    return;
  }
  const { identity, recipient } = await newIdentity();
  writeFileSync(keyFile, identity, { mode: 0o600 });
  const steps: Record<string, number> = {};
  await backUp({
    ...{ stack: "bench", store, connection, recipients: [recipient] },
    rule: { name: "daily", deleteAfterDays: 1 },
    tell: (step) => {
      steps[step] = performance.now() / 1_000;
    },
  });
  const { dumping = 0, "reading it back": reading = 0 } = steps;
  process.stdout.write(
    JSON.stringify({ dumped: reading - dumping, proved: performance.now() / 1_000 - reading }),
  );
}

void main(process.argv.slice(2));
