import { SettingsError } from "../settings/problem";
import { parseCommand, usage, UsageError } from "./options";

const exitCodes = { done: 0, failed: 1, badInput: 2 } as const;

/** The command line of `npm run sandbox`. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = parseCommand(argv);
    if (command === "help") {
      process.stdout.write(usage);
      return exitCodes.done;
    }
    // Only now: the program and the SDK take a second to load.
    const { run } = await import("./run.js");
    return (await run(command)) ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.badInput;
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${stack}\nThat is a defect: please report these lines.\n`);
    process.exitCode = exitCodes.failed;
  },
);
