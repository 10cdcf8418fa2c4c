import { Stack, StackNotFoundError } from "@pulumi/pulumi/automation";
import { visible } from "../../settings/visible";
import { runCommandLine } from "../command-line";
import { ownWorkspace } from "../own-engine";
import { parseCommand, usage } from "./options";
import { tenanciesOfPullRequests } from "./pull-request";
import { teardown, TeardownError } from "./teardown";

const exitCodes = { gone: 0, failed: 1 } as const;

async function run(stackName: string): Promise<number> {
  const owns = tenanciesOfPullRequests(process.cwd());
  const stack = await find(stackName);
  if (stack === undefined) {
    process.stdout.write(`There is no stack ${stackName} in this backend: nothing to take down.\n`);
    return exitCodes.gone;
  }
  const said = await teardown(stack, {
    owns,
    onOutput: (text) => process.stdout.write(text),
    color: process.stdout.isTTY ? "always" : "never",
  });
  process.stdout.write(`\n${said.map(visible).join("\n")}\n`);
  return exitCodes.gone;
}

async function find(stackName: string): Promise<Stack | undefined> {
  const workspace = await ownWorkspace();
  try {
    return await Stack.select(stackName, workspace);
  } catch (error) {
    if (error instanceof StackNotFoundError) return undefined;
    throw error;
  }
}

void runCommandLine({
  usage,
  parse: parseCommand,
  run,
  // What else the engine refuses, it says by itself: no login, no passphrase.
  explained: { [exitCodes.failed]: [TeardownError] },
  failed: exitCodes.failed,
});
