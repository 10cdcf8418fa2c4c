import { runCommandLine } from "../operations/command-line";
import { parseCommand, usage } from "./options";

const exitCodes = { done: 0, failed: 1 } as const;

void runCommandLine({
  usage,
  parse: parseCommand,
  run: async (command) => {
    // Only now: the program and the SDK take a second to load.
    const { run } = await import("./run.js");
    return (await run(command)) ? exitCodes.done : exitCodes.failed;
  },
  failed: exitCodes.failed,
});
