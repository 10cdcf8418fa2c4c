import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { recordEstate } from "../mutations/estate";
import { type Fate, type Judged, KitJudge } from "./judge-kit";
import { kitOf } from "./kit";

const { values } = parseArgs({
  options: {
    area: { type: "string" },
    file: { type: "string", multiple: true },
    json: { type: "string" },
    alive: { type: "boolean" },
  },
});

/** `npx tsx test/policies/kit/run.ts [--area A] [--file F …] [--json F] [--alive]` */
async function run(): Promise<void> {
  const judge = new KitJudge(await recordEstate());
  const judged: Judged[] = [];
  for (const mutation of kitOf(values.file)) {
    if (values.area !== undefined && mutation.area !== values.area) continue;
    try {
      judged.push(judge.judge(mutation));
    } catch (error) {
      throw new Error(mutation.id, { cause: error });
    }
  }
  const alive = judged.filter(({ fate }) => fate !== "blocked");
  if (values.alive === true) {
    for (const { fate, mutation } of alive) print(`${fate}  ${mutation.id}\n    ${mutation.says}`);
  }
  const areas = [...new Set(judged.map(({ mutation }) => mutation.area))];
  for (const area of areas) {
    print(
      line(
        area,
        judged.filter(({ mutation }) => mutation.area === area),
      ),
    );
  }
  print(line("all", judged));
  if (values.json === undefined) return;
  const entries = judged.map(({ mutation, fate, rules }) => {
    const { id, area, stack, says } = mutation;
    return { id, area, stack, says, fate, rules };
  });
  writeFileSync(values.json, JSON.stringify(entries, undefined, 1));
}

function line(area: string, judged: readonly Judged[]): string {
  const count = (meant: Fate): string =>
    `${String(judged.filter(({ fate }) => fate === meant).length)} ${meant}`;
  return `${area.padEnd(12)} ${String(judged.length)} mutations: ${count("blocked")}, ${count("unjudged")}, ${count("alive")}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

void run();
