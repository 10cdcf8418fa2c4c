import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation";
import type { ExportedState } from "./state";

const run = promisify(execFile);

/** The engine refused; the message is what it said. */
export class EngineError extends Error {}

/**
 * The stack's state with its secrets encrypted, unlike `Stack.exportStack`.
 *
 * @throws EngineError
 */
export async function readState(stack: Stack): Promise<ExportedState> {
  return JSON.parse(await pulumi(stack, ["stack", "export"])) as ExportedState;
}

/**
 * Puts a state in place of the stack's own, whole or not at all. The engine checks that it is sound, and takes the lock.
 *
 * @throws EngineError for example when the stack is locked.
 */
export async function writeState(stack: Stack, state: ExportedState): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "recover-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    await pulumi(stack, ["stack", "import", "--file", file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function pulumi({ name, workspace }: Stack, args: readonly string[]): Promise<string> {
  const { pulumiCommand, pulumiHome, workDir, envVars } = workspace;
  const environment = {
    ...process.env,
    ...envVars,
    ...(pulumiHome !== undefined && { PULUMI_HOME: pulumiHome }),
  };
  try {
    const { stdout } = await run(
      pulumiCommand.command,
      [...args, "--stack", name, "--non-interactive"],
      { cwd: workDir, env: environment, maxBuffer: Infinity },
    );
    return stdout;
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    throw new EngineError(said.trim() === "" ? String(error) : said.trim());
  }
}
