import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Journal } from "../../rollout/stages/journal";
import { journalFile } from "./journal/folder-journal";
import { journalText } from "./journal/journal-text";
import type { Rehearsed } from "./world";

/** Variables that a rehearsal gets: what finds the engine, and no credentials. */
const given = ["PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "PULUMI_HOME"];

/**
 * Tries a release's way back on emulated clouds (engine/way-back), in a process of its own: nothing of it may meet this
 * one's credentials, backend or state.
 *
 * @param onOutput - is given what it prints.
 * @returns what its last line says.
 */
export async function tryWayBack(
  root: string,
  stack: string,
  journal: Journal | undefined,
  onOutput: (text: string) => void,
): Promise<Rehearsed> {
  const folder = mkdtempSync(join(tmpdir(), "way-back-journal-"));
  try {
    const args = ["--import", "tsx", "engine/way-back/main.ts", "--stack", stack];
    if (journal !== undefined) {
      const file = journalFile(folder, stack);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, journalText(journal), { mode: 0o600 });
      args.push("--journal", pathToFileURL(folder).href);
    }
    const env = Object.fromEntries(given.map((name) => [name, process.env[name]]));
    const child = spawn(process.execPath, args, {
      ...{ cwd: root, env, stdio: ["ignore", "pipe", "pipe"] },
    });
    let said = "";
    const heard = (bytes: Buffer) => {
      said += bytes.toString();
      onOutput(bytes.toString());
    };
    child.stdout.on("data", heard);
    child.stderr.on("data", heard);
    const [code] = (await once(child, "close")) as [number | null];
    return { isSame: code === 0, says: said.trim().split("\n").at(-1) ?? "" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
