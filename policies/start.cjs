// @ts-check
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- only so does Node take code for a module */
/**
 * Starts the pack, compiled as one file: the SDK's launcher would check the types of 300 files anew each time, which takes
 * longer than all that the pack then judges. `npm run check` has checked them.
 */
const { buildSync } = require("esbuild");
const Module = require("node:module");
const path = require("node:path");

// With these the SDK would write a function of the program out, which no pack has: a compiler and half of npm, whose loading takes
// longer than all the rest of the start.
for (const part of ["typescript-shim", "runtime/closure/codePaths"]) {
  const id = require.resolve(`@pulumi/pulumi/${part}`);
  require.cache[id] ??= Object.assign(new Module(id), { loaded: true });
}

const file = path.join(__dirname, "index.ts");
const { outputFiles } = buildSync({
  entryPoints: [file],
  bundle: true,
  packages: "external",
  platform: "node",
  format: "cjs",
  target: "node20",
  charset: "utf8",
  write: false,
});
const pack = Object.assign(new Module(file, module), { filename: file, paths: module.paths });
/** @type {{ _compile(code: string, file: string): void }} */ (
  /** @type {unknown} */ (pack)
)._compile(outputFiles[0]?.text ?? "", file);
