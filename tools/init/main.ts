import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline/promises";
import { runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import type { Conversation } from "./ask";
import { difference } from "./checkout";
import { init } from "./init";
import { writeAll } from "./judge";
import { readIn } from "./known";
import { type InitCommand, parseInit, usage } from "./options";

const exitCodes = { written: 0, objections: 1, failed: 3 } as const;

async function run(command: InitCommand): Promise<number> {
  const root = process.cwd();
  const files = await conversing((conversation) => init(root, command, conversation));
  if (files.size === 0) {
    process.stdout.write("Every file says so already.\n");
    return exitCodes.written;
  }
  if (command.dryRun) {
    process.stdout.write(difference(readIn(root), files));
    return exitCodes.written;
  }
  writeAll(root, files);
  process.stdout.write(`Written: ${[...files.keys()].join(", ")}\n`);
  return preview();
}

/** Asks on a terminal; without one nobody is asked. */
async function conversing<Result>(
  work: (conversation: Conversation | undefined) => Promise<Result>,
): Promise<Result> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return work(undefined);
  const terminal = createInterface({ input: stdin, output: stdout });
  const closed = new Promise<never>((_, reject) => {
    terminal.once("close", () => {
      reject(new UsageError("\nNothing was written."));
    });
  });
  closed.catch(() => undefined);
  try {
    return await work({
      say: (text) => stdout.write(text),
      ask: (prompt) => Promise.race([terminal.question(prompt), closed]),
    });
  } finally {
    terminal.close();
  }
}

function preview(): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["preview/start.mjs", "preview"], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    return exitCodes.objections;
  }
  const verdict = stdout.split("\n").find((line) => /^\d+ stacks?,/.test(line)) ?? "";
  process.stdout.write(`make preview: ${verdict}\nNext: docs/runbooks/bootstrap.md\n`);
  return exitCodes.written;
}

void runCommandLine({ usage, parse: parseInit, run, failed: exitCodes.failed });
