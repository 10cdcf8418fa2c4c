import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { visible } from "../settings/visible";
import { UsageError } from "../settings/usage-error";
import { findEngine } from "../tools/engine/find";

/**
 * Folder of the person's own Pulumi CLI.
 *
 * @throws UsageError where there is none yet.
 */
export function ownEngine(): string {
  const engine = findEngine(process.env);
  if (engine === undefined) throw new UsageError("there is no Pulumi CLI here yet: make engine");
  return engine.root;
}

/** Where the stacks are that a command is about to look at: people have several. */
export async function tellBackend(workspace: LocalWorkspace, stack: string): Promise<void> {
  const { url = "Pulumi Cloud" } = await workspace.whoAmI();
  process.stderr.write(`${visible(`${stack} in the backend ${url}`)}\n`);
}

/**
 * The project in this folder, with the person's own engine, backend and credentials, as `pulumi up` has them.
 *
 * @throws UsageError where there is no engine yet.
 */
export async function ownWorkspace(): Promise<LocalWorkspace> {
  const pulumiCommand = await PulumiCommand.get({ root: ownEngine() });
  return LocalWorkspace.create({ workDir: process.cwd(), pulumiCommand });
}
