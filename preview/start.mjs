// @ts-check
/**
 * Starts the offline preview in a tenth of a second. The TypeScript of this repository becomes one file, the packages it
 * uses another, both kept under node_modules/.cache with V8's compiled code beside them; what changed is built again.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(home, "node_modules", ".cache", "preview");
const requirePackage = createRequire(join(home, "package.json"));

/** Folders and files whose code the preview runs. */
const sources = [
  "components",
  "index.ts",
  "policies",
  "preview",
  "providers",
  "sandbox",
  "settings",
  "spec",
];

/** Packages that the SDK loads only to send functions over the wire, which no preview does: two thirds of its start. */
const neverUsed = /^(@npmcli\/arborist|typescript|ts-node|@opentelemetry\/.*)$/;

try {
  const app = await appBundle();
  const vendor = await vendorBundle(app.packages);
  const packages = load(vendor.file, requirePackage);
  const { main } = load(app.file, (id) => packages[id]?.() ?? requirePackage(id));
  process.exitCode = await main(process.argv.slice(2), home);
} catch (error) {
  process.stderr.write(`${failure(error)}\n`);
  process.exitCode = 3;
}

/** @returns {Promise<{ file: string, packages: string[] }>} */
async function appBundle() {
  const key = digest([process.version, ...sources.flatMap(contents)]);
  const file = join(cache, `app-${key}.cjs`);
  const list = join(cache, `app-${key}.json`);
  if (existsSync(file) && existsSync(list)) {
    return { file, packages: JSON.parse(readFileSync(list, "utf8")) };
  }
  const result = await bundle({
    entryPoints: [join(home, "preview", "main.ts")],
    outfile: file,
    packages: "external",
    sourcemap: "external",
    sourcesContent: false,
  });
  const imports = Object.values(result.metafile?.outputs ?? {}).flatMap((output) => output.imports);
  const packages = [
    ...new Set(imports.filter((i) => i.external && !i.path.startsWith("node:")).map((i) => i.path)),
  ].sort();
  write(list, JSON.stringify(packages));
  return { file, packages };
}

/** @param {string[]} packages */
async function vendorBundle(packages) {
  const lock = readFileSync(join(home, "package-lock.json"), "utf8");
  const file = join(cache, `vendor-${digest([process.version, lock, ...packages])}.cjs`);
  if (!existsSync(file)) {
    forget("vendor-");
    const entries = packages.map(
      (id) => `${JSON.stringify(id)}: () => require(${JSON.stringify(id)})`,
    );
    await bundle({
      stdin: { contents: `module.exports = {${entries.join(",\n")}};`, resolveDir: home },
      outfile: file,
      plugins: [{ name: "never-used", setup: stubNeverUsed }],
    });
  }
  return { file };
}

/** @param {import("esbuild").BuildOptions} options */
async function bundle(options) {
  const { build } = await import("esbuild");
  const result = await build({
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    charset: "utf8",
    logLevel: "silent",
    metafile: true,
    write: false,
    ...options,
  });
  for (const output of result.outputFiles ?? []) write(output.path, output.text);
  return result;
}

/** @param {import("esbuild").PluginBuild} build */
function stubNeverUsed(build) {
  build.onResolve({ filter: neverUsed }, ({ path }) => ({ path, namespace: "never-used" }));
  build.onLoad({ filter: /.*/, namespace: "never-used" }, ({ path }) => ({
    contents: `module.exports = new Proxy({}, { get(_, key) {
      if (typeof key === "symbol" || key === "__esModule" || key === "default") return undefined;
      throw new Error(${JSON.stringify(path)} + " is not there in the offline preview (asked for " + key + ")");
    } });`,
  }));
}

/**
 * Runs a CommonJS file with the code that V8 compiled for it the last time, and keeps that code for the next.
 *
 * @param {string} file
 * @param {(id: string) => any} require
 */
function load(file, require) {
  const compiled = `${file}.v8`;
  const cachedData = existsSync(compiled) ? readFileSync(compiled) : undefined;
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), {
    filename: file,
    cachedData,
  });
  const module = { exports: /** @type {any} */ ({}) };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected === true) {
    process.once("beforeExit", () => write(compiled, script.createCachedData()));
  }
  return module.exports;
}

/** Removes bundles that nothing has used for a day: every edit makes a new one. @param {string} prefix */
function forget(prefix) {
  const yesterday = Date.now() - 86_400_000;
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const file = join(cache, name);
    if (name.startsWith(prefix) && statSync(file).mtimeMs < yesterday)
      rmSync(file, { force: true });
  }
}

/** @param {string} path @returns {string[]} */
function contents(path) {
  const full = join(home, path);
  if (!existsSync(full)) return [];
  if (!path.includes(".")) {
    return readdirSync(full, { withFileTypes: true })
      .filter((entry) => entry.name !== "node_modules")
      .map((entry) => (entry.isDirectory() ? join(path, entry.name) : join(path, entry.name)))
      .sort()
      .flatMap(contents);
  }
  return /\.(ts|json)$/.test(path) ? [path, readFileSync(full, "utf8")] : [];
}

/** @param {string[]} parts */
function digest(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** Writes at once or not at all, so that two previews may start together. @param {string} file @param {string | Uint8Array} data */
function write(file, data) {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${String(process.pid)}`;
  writeFileSync(part, data);
  renameSync(part, file);
}

/** @param {unknown} error */
function failure(error) {
  const problems =
    /** @type {{ errors?: { text: string, location?: { file: string, line: number } }[] }} */ (
      error
    ).errors;
  if (!Array.isArray(problems)) {
    return `The preview itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  const lines = problems.map(
    ({ text, location }) => `  ${location?.file ?? ""}:${String(location?.line ?? "")} ${text}`,
  );
  return ["The program does not compile:", ...lines].join("\n");
}
