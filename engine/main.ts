import { CommandError, type Stack } from "@pulumi/pulumi/automation";
import program = require("../index");
import { SettingsError } from "../settings/problem";
import { readStackConfig } from "../settings/stack-file";
import { findEngine } from "../tools/engine/find";
import { parseCommand, type SandboxCommand, usage, UsageError } from "./options";
import { SandboxStack } from "./sandbox-stack";

const exitCodes = { done: 0, failed: 1, badInput: 2 } as const;
const home = process.cwd();

/** The command line of `npm run sandbox`. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = parseCommand(argv);
    if (command === "help") {
      process.stdout.write(usage);
      return exitCodes.done;
    }
    await run(command);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError || error instanceof SettingsError) {
      process.stderr.write(`${error.message}\n`);
      return exitCodes.badInput;
    }
    // The engine has said already what went wrong.
    if (error instanceof CommandError) return exitCodes.failed;
    throw error;
  }
}

async function run({ command, stack, folder }: SandboxCommand): Promise<void> {
  const engine = findEngine(process.env);
  if (engine === undefined) throw new UsageError("there is no Pulumi CLI here yet: make engine");
  const config = readStackConfig(home, stack);
  if ("problems" in config) throw new SettingsError([stack], config.problems);
  const sandbox = await SandboxStack.open({
    engine: engine.root,
    home,
    folder,
    stack,
    config,
    program,
  });
  try {
    await operate(command, sandbox.stack, sandbox.policies);
  } finally {
    sandbox.close();
  }
}

async function operate(
  command: SandboxCommand["command"],
  stack: Stack,
  policies: string,
): Promise<void> {
  const onOutput = (text: string) => process.stdout.write(text);
  const color = process.stdout.isTTY ? "always" : "never";
  switch (command) {
    case "preview":
      await stack.preview({ onOutput, color, policyPacks: [policies], diff: false });
      return;
    case "up":
      await stack.up({ onOutput, color, policyPacks: [policies] });
      return;
    case "refresh":
      await stack.refresh({ onOutput, color });
      return;
    case "destroy":
      await stack.destroy({ onOutput, color });
      return;
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = exitCodes.failed;
  },
);
