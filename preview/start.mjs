// @ts-check
/**
 * Starts the offline preview in a tenth of a second: from bundles, with the code that V8 compiled for them the last time.
 */
import { realpathSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { cache, home, keep, recall } from "./start/bundle-cache.mjs";
import { appBundle, digest, MissingPackages, vendorBundle } from "./start/bundles.mjs";

const exitCodeOfFailure = 3;
let finished = false;

// A reader that has seen enough (`| head`) is no failure; the exit code still says what was found.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") return;
  finished = true;
  process.stderr.write(`The output can't be written: ${error.message}\n`);
  process.exit(exitCodeOfFailure);
});
process.stderr.on("error", () => undefined);

// A program that calls process.exit, or waits for what never comes, must not look clean.
process.once("exit", () => {
  if (finished) return;
  process.stderr.write(
    "The program ended before it was done: it calls process.exit, or waits for a promise that never settles.\n",
  );
  process.exitCode = exitCodeOfFailure;
});

start().then(finish, (error) => {
  process.stderr.write(`${failure(error)}\n`);
  finish(exitCodeOfFailure);
});

/** @returns {Promise<number>} the exit code. */
async function start() {
  const args = process.argv.slice(2);
  const folder = args[0] === "--code" ? String(args[1]) : home;
  const requirePackage = createRequire(join(folder, "package.json"));
  const app = await appBundle(folder);
  const packages = load(await vendorBundle(folder, app.packages), requirePackage);
  const { main } = load(app, (id) => packages[id]?.() ?? requirePackage(id));
  /** @param {string} file */
  const sourceMap = (file) => (file === app.file ? app.map() : undefined);
  return main(folder === home ? args : args.slice(2), folder, sourceMap, confined);
}

/**
 * What Node is called with to preview by another folder's code. That code was not looked at: it reads its own files and the
 * packages, writes one file and starts nothing, and since Node 25 it reaches no network. It is built here, by this code.
 *
 * @param {string} folder @param {string} file what it may write
 */
async function confined(folder, file) {
  try {
    const app = await appBundle(folder);
    await vendorBundle(folder, app.packages);
  } catch (error) {
    throw new Error(failure(error), { cause: error });
  }
  const packages = realpathSync(join(folder, "node_modules"));
  const readable = [folder, packages, cache, join(home, "preview")];
  const flags = process.allowedNodeEnvironmentFlags;
  return [
    flags.has("--permission") ? "--permission" : "--experimental-permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${file}`,
    "--no-warnings",
    fileURLToPath(import.meta.url),
    "--code",
    folder,
  ];
}

/** @param {number} exitCode */
function finish(exitCode) {
  finished = true;
  process.exitCode = exitCode;
}

/**
 * Runs a CommonJS file with the code that V8 compiled for it the last time, and keeps that code for the next.
 *
 * @param {import("./start/bundles.mjs").Bundle} bundle
 * @param {(id: string) => any} require
 */
function load({ name, file, code }, require) {
  // V8 keeps the path in it, and checkouts that lie elsewhere can share a cache.
  const compiled = `${name}.${digest([file])}.v8`;
  const cachedData = recall(compiled);
  const script = new Script(Module.wrap(code), { filename: file, cachedData });
  const module = { exports: /** @type {any} */ ({}) };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected === true) {
    process.once("beforeExit", () => keep(compiled, script.createCachedData()));
  }
  return module.exports;
}

/** @param {unknown} error */
function failure(error) {
  if (error instanceof MissingPackages) return error.message;
  const { errors } =
    /** @type {{ errors?: { text: string, location?: { file: string, line: number } | null }[] }} */ (
      error
    );
  if (!Array.isArray(errors)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `The preview did not start: ${stack}\nThat is a defect: please report these lines.`;
  }
  const lines = errors.map(({ text, location }) =>
    location ? `  ${location.file}:${String(location.line)} ${text}` : `  ${text}`,
  );
  return ["The program does not compile:", ...lines].join("\n");
}
