import { runCommandLine } from "../../operations/command-line";
import { NeonApi } from "../../providers/neon/api/neon-api";
import { Refusal } from "../../providers/server/provider";
import { BackupError } from "../backup/backup-error";
import { mostDays } from "../backup/due";
import { backupsIn } from "../backup/record";
import { type BackedUpEnvironment, readBackedUp, requireVariable } from "../environment";
import { Failure } from "../failure";
import { parseConnection } from "../server/connection";
import { openBackups } from "../store/open-backups";
import { drill } from "./drill";
import { projectUrn, writeDrill } from "./ledger";
import { neonScratch } from "./neon-scratch";
import { type DrillCommand, parseDrill, usage } from "./options";
import { describeDrill } from "./report";
import type { WithScratch } from "./scratch";

const exitCodes = { done: 0, failed: 1, defect: 3 } as const;
const secondsPerDay = 86_400;

async function run({ stack, into, store: address, json }: DrillCommand): Promise<number> {
  const root = process.cwd();
  const environment = readBackedUp(root, stack);
  const store = openBackups(environment.spec, address);
  const [record] = (await backupsIn(store)).complete;
  if (record === undefined) {
    throw new BackupError(`${stack} has no backup yet: make db-backup ENV=${stack}`);
  }
  const tried = await drill({
    ...{ store, record },
    identity: requireVariable("BACKUP_IDENTITY", "what opens the backup"),
    source: parseConnection(
      "DATABASE_URL",
      requireVariable("DATABASE_URL", "the connection of the role read_only"),
    ),
    withScratch: into === undefined ? branchOf(environment) : databaseAt(into),
    mostBackupSeconds: mostDays(environment.spec.backup.rules) * secondsPerDay,
    now: () => Date.now(),
  });
  process.stdout.write(
    json ? `${JSON.stringify(tried, undefined, 2)}\n` : describeDrill(stack, tried),
  );
  if (tried.some(({ problems }) => problems.length > 0)) return exitCodes.failed;
  if (into === undefined) {
    const urn = projectUrn(stack, "platform", environment.database.name);
    const file = writeDrill(root, urn, { on: new Date(), tried });
    process.stderr.write(`${file} says so: commit it.\n`);
  }
  return exitCodes.done;
}

function branchOf({ database }: BackedUpEnvironment): WithScratch {
  const { projectName, organizationId, name } = database;
  const apiKey = requireVariable("NEON_API_KEY", "a key that may make a branch");
  const api = new NeonApi({ apiKey, baseUrl: process.env.NEON_API_URL });
  return neonScratch(api, {
    ...{ projectName, organizationId, database: name },
    projectId: process.env.NEON_PROJECT_ID,
  });
}

function databaseAt(url: string): WithScratch {
  return (_moment, work) => work({ pointInTime: undefined, empty: parseConnection("INTO", url) });
}

void runCommandLine({
  usage,
  parse: parseDrill,
  run,
  explained: { [exitCodes.failed]: [Failure, Refusal] },
  failed: exitCodes.defect,
});
