import {
  CommandError,
  LocalWorkspace,
  PulumiCommand,
  type Stack,
  StackNotFoundError,
} from "@pulumi/pulumi/automation";
import { SettingsError } from "../../settings/problem";
import { findEngine } from "../../tools/engine/find";
import { accountOfPullRequests } from "./pull-request";
import { parseCommand, usage, UsageError } from "./options";
import { teardown, TeardownError } from "./teardown";

const exitCodes = { gone: 0, failed: 1, badInput: 2 } as const;
const home = process.cwd();

/** The command line of `make teardown`: with the person's own backend and credentials, as `pulumi destroy` has them. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = parseCommand(argv);
    if (command === "help") process.stdout.write(usage);
    else await run(command);
    return exitCodes.gone;
  } catch (error) {
    if (error instanceof UsageError || error instanceof SettingsError) {
      process.stderr.write(`${error.message}\n`);
      return exitCodes.badInput;
    }
    // What else the engine refuses, it says by itself: no login, no passphrase.
    if (error instanceof TeardownError || error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`);
      return exitCodes.failed;
    }
    throw error;
  }
}

async function run(stackName: string): Promise<void> {
  const accountId = accountOfPullRequests(home);
  const engine = findEngine(process.env);
  if (engine === undefined) throw new UsageError("there is no Pulumi CLI here yet: make engine");
  const stack = await find(stackName, engine.root);
  if (stack === undefined) {
    process.stdout.write(`There is no stack ${stackName} in this backend: nothing to take down.\n`);
    return;
  }
  const said = await teardown(stack, {
    accountId,
    onOutput: (text) => process.stdout.write(text),
    color: process.stdout.isTTY ? "always" : "never",
  });
  process.stdout.write(`\n${said.join("\n")}\n`);
}

async function find(stackName: string, root: string): Promise<Stack | undefined> {
  const pulumiCommand = await PulumiCommand.get({ root });
  try {
    return await LocalWorkspace.selectStack({ stackName, workDir: home }, { pulumiCommand });
  } catch (error) {
    if (error instanceof StackNotFoundError) return undefined;
    throw error;
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
