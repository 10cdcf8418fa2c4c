import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { operate } from "./operation";
import { TemporarySandbox } from "./sandbox";
import { templates } from "./templates";

/** A sandbox of its own in which the stack is deployed already: a copy of one `up` that all processes of a run share. */
export async function deployed(stack: string): Promise<TemporarySandbox> {
  const template = join(templates, stack);
  while (!existsSync(template)) {
    if (isFirst(`${template}.lock`)) await deploy(stack, template);
    else await setTimeout(200);
  }
  const sandbox = new TemporarySandbox();
  cpSync(template, sandbox.folder, { recursive: true });
  return sandbox;
}

async function deploy(stack: string, template: string): Promise<void> {
  const made = new TemporarySandbox();
  try {
    const opened = await made.open(stack);
    await operate(opened.stack, "up");
    opened.close();
    renameSync(made.folder, template);
  } finally {
    made.dispose();
    // Whoever waits tries it where this one failed.
    rmSync(`${template}.lock`, { recursive: true });
  }
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
