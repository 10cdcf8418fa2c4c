import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the stacks lie that a run has deployed once: mocha's processes inherit the folder from the first, which removes it. */
export const templates = process.env.ENGINE_TEMPLATES ?? own();

function own(): string {
  const folder = mkdtempSync(join(tmpdir(), "platform-templates-"));
  process.env.ENGINE_TEMPLATES = folder;
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
