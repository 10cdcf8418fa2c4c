import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readArguments, runCommandLine } from "../../operations/command-line";
import { renderTable } from "../../preview/render/terminal/table";
import { UsageError } from "../../settings/usage-error";
import { type Measured, measure } from "./measure";
import { kinds } from "./world";

const usage = `Usage: npm run bench:release -- [options]
  --releases N   healthy releases that are judged, and a tenth as many of each kind of bad one (default: 100000)
  --json FILE    write everything measured as JSON

Exit codes: 0 measured, 2 bad input, 3 failed.
`;

interface Options {
  readonly releases: number;
  readonly json: string | undefined;
}

function run({ releases, json }: Options): Promise<number> {
  const began = performance.now();
  const measured = kinds.flatMap((kind) =>
    measure(kind, kind === "healthy" ? releases : Math.ceil(releases / 10)),
  );
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(render(measured, seconds));
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ measured, seconds }, undefined, 2)}\n`);
  }
  return Promise.resolve(0);
}

/** @throws UsageError naming the option and what is expected. */
function parse(argv: readonly string[]): Options | "help" {
  const options = {
    releases: { type: "string" },
    json: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const releases = Number(values.releases ?? 100_000);
  if (!Number.isInteger(releases) || releases < 10) {
    const got = `--releases ${values.releases ?? ""}`;
    throw new UsageError(`${got}: a whole number from 10 is expected\n\n${usage}`);
  }
  return { releases, json: values.json };
}

function render(measured: readonly Measured[], seconds: number): string {
  const column = (heading: string, value: (of: Measured) => string | number | undefined) => ({
    heading,
    align: "right" as const,
    cells: measured.map((of) => ({ text: value(of)?.toLocaleString("en") ?? "", paint: String })),
  });
  const table = renderTable(
    [
      { ...column("release", ({ kind }) => kind), align: "left" },
      { ...column("judge", ({ judge }) => judge), align: "left" },
      column("judged", ({ releases }) => releases),
      column("taken back", ({ takenBack }) => takenBack),
      column("promoted", ({ promoted }) => promoted),
      column("held", ({ held }) => held),
      column("decidable", ({ decidable }) => decidable),
      column("found", ({ found }) => found),
      column("by Wald's", ({ requestsByLeast }) => requestsByLeast?.toFixed(2)),
    ],
    String,
  );
  return `${[...table, "", ...notes, `${seconds.toFixed(1)} s`].join("\n")}\n`;
}

const notes = [
  "decidable: shows five times what a test needs on average; found: of those, taken back",
  "by Wald's: requests until taken back, by the least that any test as sure needs on average",
];

void runCommandLine({ usage, parse, run, failed: 3 });
