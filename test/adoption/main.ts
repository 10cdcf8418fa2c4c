import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addSuppliers, adopt, removeWorkload } from "./adopt";

/** These begin with this checkout's own platform. */
const ignored = ["test/adoption/**"];

/** Runs every test that needs no engine in a copy of this checkout with another platform: `npm run test:adopted`. */
function main(): number {
  const folder = mkdtempSync(join(tmpdir(), "platform-adopted-"));
  try {
    adopt(folder);
    addSuppliers(folder);
    removeWorkload(folder, "services/accounts");
    const tests = ["test/**/*.test.ts", "services/*/test/*.test.ts"];
    const args = [...ignored.flatMap((path) => ["--ignore", path]), ...tests];
    const mocha = join("node_modules", "mocha", "bin", "mocha.js");
    const { status } = spawnSync(process.execPath, [mocha, ...args], {
      cwd: folder,
      stdio: "inherit",
    });
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
