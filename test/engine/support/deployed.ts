import { cpSync, rmSync } from "node:fs";
import { operate } from "./operation";
import { TemporarySandbox } from "./sandbox";

const templates = new Map<string, Promise<TemporarySandbox>>();

/** A sandbox of its own in which the stack is deployed already: a copy of one `up` that every test file shares. */
export async function deployed(stack: string): Promise<TemporarySandbox> {
  const template = templates.get(stack) ?? deploy(stack);
  templates.set(stack, template);
  const { folder } = await template;
  const sandbox = new TemporarySandbox();
  cpSync(folder, sandbox.folder, { recursive: true });
  return sandbox;
}

async function deploy(stack: string): Promise<TemporarySandbox> {
  const template = new TemporarySandbox();
  process.once("exit", () => {
    rmSync(template.folder, { recursive: true, force: true });
  });
  const opened = await template.open(stack);
  await operate(opened.stack, "up");
  opened.close();
  return template;
}
