import { runCommandLine } from "../command-line";
import { readEnvironment } from "../environment";
import { personIn } from "../person";
import { nextAfter, type News } from "./news";
import { type NotifyCommand, parseNotify, told, usage } from "./options";
import { snsOf, tell } from "./tell";

const exitCodes = { done: 0, failed: 3 } as const;

async function run(command: NotifyCommand): Promise<number> {
  const spec = readEnvironment(process.cwd(), command.stack);
  const news = newsIn(command);
  const reached = news === undefined ? [] : await tell(spec, news, snsOf(spec));
  const whom = reached.length === 0 ? "nobody is told" : `told ${reached.join(" and ")}`;
  process.stdout.write(`${command.stack}: ${whom} of ${command.event}, ${command.outcome}\n`);
  return exitCodes.done;
}

function newsIn({ stack, event, outcome, text }: NotifyCommand): News | undefined {
  const isDone = outcome === "success";
  if (isDone && told.has(event)) return undefined;
  const occasion = isDone ? "done" : "failed";
  return {
    ...{ environment: stack, occasion, what: event },
    says: [`The job ended: ${outcome}`, ...(text === undefined ? [] : [text])].join(". "),
    by: personIn(process.env),
    next: nextAfter(stack, occasion),
  };
}

void runCommandLine({ usage, parse: parseNotify, run, failed: exitCodes.failed });
