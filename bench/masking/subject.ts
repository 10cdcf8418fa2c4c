import { performance } from "node:perf_hooks";
import { parseRules } from "../../database/mask/read-rules";
import { refresh } from "../../database/mask/refresh";
import { parseConnection } from "../../database/server/connection";

const rules = parseRules(`
shop.events:
  id: { keep: the order of events }
  stream: id
  recorded_at: { keep: the time that the database stamps }
  data:
    json:
      n: { keep: a number }
      customer.name: name
      customer.mail: mail
      lines[].sku: { keep: what was sold }
      lines[].digest: { keep: what the code wrote }
      note: text
`);

/** What is measured, in a process of its own: a refresh, as the command does it. */
async function main([source = "", target = ""]: readonly string[]): Promise<void> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  let written = 0;
  await refresh({
    ...{
      source: parseConnection("source", source),
      target: parseConnection("target", target),
      rules,
    },
    tell: (step) => {
      if (step.startsWith("looking")) written = seconds();
    },
  });
  process.stdout.write(JSON.stringify({ written, whole: seconds() }));
}

void main(process.argv.slice(2));
