import { runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import { readBackedUp, requireVariable } from "../environment";
import { Failure } from "../failure";
import { newIdentity } from "../seal/seal";
import { parseConnection } from "../server/connection";
import { openBackups } from "../store/open-backups";
import { backUp } from "./backup";
import { removeOutlived, ruleOf } from "./due";
import { type BackupCommand, parseBackup, usage } from "./options";
import { backupsIn } from "./record";
import { describeBackup } from "./report";

const exitCodes = { done: 0, failed: 1, defect: 3 } as const;

async function run({ stack, store: address, newKey, json }: BackupCommand): Promise<number> {
  const { spec, database } = readBackedUp(process.cwd(), stack);
  if (newKey) {
    process.stdout.write(await describeKey(stack));
    return exitCodes.done;
  }
  if (database.backupRecipients.length === 0) {
    throw new UsageError(
      `nobody could open a backup of ${stack}: make db-backup ENV=${stack} NEW_KEY=1, and write the recipient into Pulumi.${stack}.yaml`,
    );
  }
  const where = "the connection of the role read_only (docs/runbooks/database-backups.md)";
  const connection = parseConnection("DATABASE_URL", requireVariable("DATABASE_URL", where));
  const store = openBackups(spec, address);
  const { complete } = await backupsIn(store);
  const record = await backUp({
    ...{ stack, connection, store, recipients: database.backupRecipients },
    rule: ruleOf(spec.backup.rules, complete, new Date()),
    tell: (step) => process.stderr.write(`${step}\n`),
  });
  process.stdout.write(
    json ? `${JSON.stringify(record, undefined, 2)}\n` : describeBackup(record, store.url),
  );
  await removeOutlived(store, [record, ...complete]);
  return exitCodes.done;
}

async function describeKey(stack: string): Promise<string> {
  const { identity, recipient } = await newIdentity();
  return [
    `Write into Pulumi.${stack}.yaml, below platform:neon:`,
    `    backupRecipients: [${recipient}]`,
    `Keep where ${stack} can't reach, and where two people can (docs/runbooks/database-backups.md):`,
    identity,
    "",
  ].join("\n");
}

void runCommandLine({
  usage,
  parse: parseBackup,
  run,
  explained: { [exitCodes.failed]: [Failure] },
  failed: exitCodes.defect,
});
