import { join } from "node:path";
import { buildSync } from "esbuild";
import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import { readSchemas } from "../events/read-schemas";

/** Has a database rebuild its projections by a checkout's own code, which goes there as its migrations do. */
export function rebuildTask(root: string): Extract<Tasks.Task, { readonly task: "rebuild" }> {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, "database/projections/newest.ts")],
    ...{ bundle: true, minify: true, platform: "node", target: "node20", format: "esm" },
    ...{ write: false, logLevel: "silent" },
  });
  const program = outputFiles.map(({ text }) => text).join("");
  return { task: "rebuild", program, schemas: Object.fromEntries(readSchemas(root)) };
}
