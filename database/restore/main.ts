import { runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import { type Backups, backupsIn, type BackupRecord } from "../backup/record";
import { describeBackups } from "../backup/report";
import { readBackedUp, requireVariable } from "../environment";
import { Failure } from "../failure";
import { parseConnection } from "../server/connection";
import { openBackups } from "../store/open-backups";
import { parseRestore, type RestoreCommand, usage } from "./options";
import { restore, verify } from "./restore";

const exitCodes = { done: 0, failed: 1, defect: 3 } as const;

async function run({ stack, backup, into: url, store: address }: RestoreCommand): Promise<number> {
  const store = openBackups(readBackedUp(process.cwd(), stack).spec, address);
  const backups = await backupsIn(store);
  if (backup === undefined) {
    process.stdout.write(describeBackups(stack, backups));
    return exitCodes.done;
  }
  const record = chosen(stack, backup, backups);
  const into = parseConnection("INTO", url);
  const identity = requireVariable(
    "BACKUP_IDENTITY",
    "what opens it (docs/runbooks/database-backups.md)",
  );
  const roles = await restore({ store, record, identity, into });
  const problems = await verify(record, into);
  process.stdout.write(
    [
      `${record.id} is restored into ${into.database} on ${into.host}, as of ${record.takenAt}.`,
      ...(roles.length === 0 ? [] : [`  made, without a login: ${roles.join(", ")}`]),
      ...problems.map((problem) => `! ${problem}`),
      problems.length === 0 ? "  Every table, constraint and right is as it was." : "",
      `  Next, before services start: DATABASE_URL=<this one> make db-rebuild ENV=${stack}`,
      "",
    ].join("\n"),
  );
  return problems.length === 0 ? exitCodes.done : exitCodes.failed;
}

function chosen(stack: string, id: string, { complete }: Backups): BackupRecord {
  const found = id === "newest" ? complete[0] : complete.find((record) => record.id === id);
  if (found !== undefined) return found;
  throw new UsageError(`${stack} has no backup "${id}": make db-restore ENV=${stack} lists them`);
}

void runCommandLine({
  usage,
  parse: parseRestore,
  run,
  explained: { [exitCodes.failed]: [Failure] },
  failed: exitCodes.defect,
});
