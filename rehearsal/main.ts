import { writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { setPriority } from "node:os";
import { dirname, join, resolve } from "node:path";
import { StoppedError } from "../operations/release/drive";
import { createColors } from "picocolors";
import { runCommandLine } from "../operations/command-line";
import { EngineError } from "../operations/stack/state-file";
import { terminalOf } from "../preview/start/terminal";
import { cacheFolder } from "../tools/engine/find";
import { parseRehearse, type RehearseCommand, usage } from "./options";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run(command: RehearseCommand): Promise<number> {
  const root = process.cwd();
  // Only now: the program and the SDK take a second to load.
  const { rehearse } = await import("./rehearse.js");
  const { Timeline } = await import("./timeline.js");
  const { describe, holds } = await import("./summary.js");
  const paint = createColors(terminalOf(process.stdout, process.env).colour);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  const timeline = new Timeline(process.stdout, process.env);
  const rehearsed = await rehearse(
    {
      ...command,
      root,
      folder: folderOf(root, command.folder),
      signal: stop.signal,
      // Visitors don't wait for the engine.
      begun: () => {
        setPriority(10);
      },
    },
    timeline,
  );
  process.stdout.write(describe(rehearsed, paint));
  if (command.json !== undefined) {
    writeFileSync(resolve(root, command.json), `${JSON.stringify(rehearsed, undefined, 2)}\n`);
  }
  return holds(rehearsed) ? exitCodes.done : exitCodes.person;
}

/** Outside of the checkout, whose tools would take the copy of it for their own. */
function folderOf(root: string, given: string | undefined): string {
  if (given !== undefined) return resolve(root, given);
  const own = createHash("sha256").update(root).digest("hex").slice(0, 12);
  return join(dirname(cacheFolder(process.env)), "platform-rehearsal", own);
}

void runCommandLine({
  usage,
  parse: parseRehearse,
  run,
  explained: { [exitCodes.person]: [StoppedError], [exitCodes.failed]: [EngineError] },
  failed: exitCodes.failed,
});
