import { openStore } from "../../artifacts/store/open-store";
import { standingsOf } from "../../rollout/stages/standings";
import { messageOf, runCommandLine } from "../command-line";
import { ownWorkspace } from "../own-engine";
import { gatesOf } from "../gates/stack-gates";
import { openJournal } from "../release/journal/open-journal";
import { parsePromote, type PromoteCommand, usage } from "./options";
import { JournalError, promote } from "./promote";
import { proofsOf } from "./proofs";

const exitCodes = { written: 0, refused: 1, failed: 3 } as const;

async function run(command: PromoteCommand): Promise<number> {
  const root = process.cwd();
  const { isAllowed, says } = await promote(root, command, {
    now: Date.now() / 1000,
    store: openStore(root, command.store),
    gatesIn: (stack, workloads) => gatesOf(process.cwd(), stack, workloads, process.env),
    proofsIn: async (stack) => proofsOf(standingsOf(await journalOf(stack, command.journal))),
    migrationsIn: async (stack) => standingsOf(await journalOf(stack, command.journal)).migrations,
  });
  process.stdout.write(says);
  return isAllowed ? exitCodes.written : exitCodes.refused;
}

/** @throws JournalError */
async function journalOf(stack: string, place: string | undefined) {
  try {
    const store = await openJournal(await ownWorkspace(), stack, place);
    return (await store.read())?.journal;
  } catch (error) {
    const reason = messageOf(error)
      .trim()
      .replace(/^error: (.+)[^]*$/, "$1");
    throw new JournalError(
      `${stack}'s journal can't be read: ${reason}; \`pulumi login\` to its state, or say where it is, JOURNAL=s3://<bucket>`,
    );
  }
}

void runCommandLine({ usage, parse: parsePromote, run, failed: exitCodes.failed });
