// @ts-check
/** Preloaded into each Node process of a measured command: leaves its peak memory in a file of its own at exit. */
import { channel } from "node:diagnostics_channel";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.BENCH_PEAK_MEMORY_DIR;
let started = 0;
channel("child_process").subscribe(() => {
  started += 1;
});

process.once("exit", () => {
  if (folder === undefined) return;
  const report = { peakBytes: peakBytes(), started };
  writeFileSync(join(folder, `${String(process.pid)}.json`), JSON.stringify(report));
});

/**
 * Linux counts what a process had before `exec` towards its maxRSS, and that is a copy of its parent: the high-water
 * mark of its own memory is in /proc.
 */
function peakBytes() {
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kib !== undefined) return Number(kib) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
