import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run, type Command } from "./measure";

export interface PeakMemory {
  /** Peaks of all Node processes added up: at least what they held together at any time. */
  readonly bytes: number;
  /** Processes of the command's tree, its own included. */
  readonly processes: number;
  /** Those among them that are no Node and can't be asked. */
  readonly unmeasured: number;
}

interface ProcessReport {
  readonly peakBytes: number;
  readonly started: number;
}

const preload = pathToFileURL(join(__dirname, "report-peak-memory.mjs")).href;

/** Runs a Node command once and asks every Node process that it starts for its peak of resident memory. */
export async function peakMemoryOf(command: Command): Promise<PeakMemory> {
  const folder = mkdtempSync(join(tmpdir(), "bench-memory-"));
  try {
    await run({
      ...command,
      env: {
        ...command.env,
        BENCH_PEAK_MEMORY_DIR: folder,
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${preload}`,
      },
    });
    const reports = readdirSync(folder).map(
      (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as ProcessReport,
    );
    const processes = 1 + sum(reports.map(({ started }) => started));
    return {
      bytes: sum(reports.map(({ peakBytes }) => peakBytes)),
      processes,
      unmeasured: Math.max(0, processes - reports.length),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
