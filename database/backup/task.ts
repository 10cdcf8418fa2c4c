import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { type BackupJob, backupJobVariable, backupMetric } from "../../blueprint/backup";
import { runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import { requireVariable } from "../environment";
import { Failure } from "../failure";
import { parseConnection } from "../server/connection";
import { bucketBackups } from "../store/bucket-store";
import { backUp } from "./backup";
import { dueRule, removeOutlived } from "./due";
import { backupsIn } from "./record";

const exitCodes = { done: 0, failed: 1, defect: 3 } as const;

const usage = `Usage:
  node task.cjs

    what the schedule of an environment runs each day: makes the backup that is due, if one is, and tells CloudWatch that
    all is there (components/data/database-backups.ts)
    ${backupJobVariable}     what to do, as JSON
    DATABASE_URL   the connection of the role read_only

Exit codes: 0 all is there, 1 it is not, 2 bad input, 3 a defect.
`;

const job: z.ZodType<BackupJob> = z.object({
  ...{ stack: z.string(), bucket: z.string(), region: z.string(), locks: z.boolean() },
  recipients: z.array(z.string()).min(1),
  rules: z.array(
    z.object({ name: z.enum(["daily", "weekly"]), deleteAfterDays: z.number().positive() }),
  ),
});

/** @throws UsageError */
function readJob(): BackupJob {
  try {
    return job.parse(JSON.parse(requireVariable(backupJobVariable, "what the schedule runs")));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const wrong = error instanceof z.ZodError ? z.prettifyError(error) : "expected JSON";
    throw new UsageError(`${backupJobVariable}: ${wrong}`);
  }
}

async function run(todo: BackupJob): Promise<number> {
  const { stack, rules, recipients, bucket, region, locks } = todo;
  const where = { bucket, region, locks };
  const store = bucketBackups({ url: `s3://${bucket}`, prefix: "", ...where });
  const { complete } = await backupsIn(store);
  const rule = dueRule(rules, complete, new Date());
  if (rule === undefined) {
    say({ due: false, newest: complete[0]?.id });
  } else {
    const connection = parseConnection(
      "DATABASE_URL",
      requireVariable("DATABASE_URL", "the connection of the role read_only"),
    );
    const record = await backUp({
      ...{ stack, connection, store, rule, recipients },
      tell: (step) => {
        say({ step });
      },
    });
    say({ due: true, ...record, contents: undefined });
    await removeOutlived(store, [record, ...complete]);
  }
  await tellCloudWatch(todo);
  return exitCodes.done;
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

/** @throws Failure: who is told by its absence would be told in vain. */
async function tellCloudWatch({ stack, region }: BackupJob): Promise<void> {
  const { namespace, metricName, dimension } = backupMetric;
  const Dimensions = [{ Name: dimension, Value: stack }];
  try {
    await new CloudWatchClient({ region }).send(
      new PutMetricDataCommand({
        Namespace: namespace,
        MetricData: [{ MetricName: metricName, Dimensions, Value: 1, Unit: "Count" }],
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Failure(`all is there, but CloudWatch did not hear of it: ${reason}`);
  }
}

void runCommandLine({
  usage,
  parse: (argv) => (argv.length === 0 ? readJob() : "help"),
  run,
  explained: { [exitCodes.failed]: [Failure] },
  failed: exitCodes.defect,
});
