import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../operations/command-line";
import { visible } from "../../settings/visible";
import { parsePipeline, type PipelineCommand, usage } from "./options";
import { rehearsePipeline, type Taken } from "./pipeline";

const exitCodes = { there: 0, stopped: 1, failed: 3 } as const;

async function run(command: PipelineCommand): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  try {
    const isThere = await rehearsePipeline(process.cwd(), folder, command, (taken) => {
      process.stdout.write(`${lineOf(taken)}\n`);
    });
    return isThere ? exitCodes.there : exitCodes.stopped;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineOf({ what, as, seconds, result }: Taken): string {
  const time = seconds === undefined ? "–" : `${seconds.toFixed(0)} s`;
  const by = as === undefined ? "" : `, as ${as}`;
  return `${time.padStart(6)}  ${what}${by}${result === "" ? "" : `: ${visible(result)}`}`;
}

void runCommandLine({ usage, parse: parsePipeline, run, failed: exitCodes.failed });
