// @ts-check
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- JSDoc has the types */
/**
 * The code that the preview runs, as two files: the TypeScript of this repository, and the packages that it uses. What
 * changed is built again.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { cachePath, forget, home as own, keep, recall } from "./bundle-cache.mjs";

/** @typedef {{ name: string, file: string, code: string, packages: string[], map: () => string | undefined }} AppBundle */
/** @typedef {{ name: string, file: string, code: string }} Bundle */

/** Packages that are not there: a message for people, not a failure of the preview. */
export class MissingPackages extends Error {}

/** Folders and files whose code the preview runs. */
const sources = [
  "blueprint",
  "catalog",
  "components",
  "index.ts",
  "policies",
  "preview",
  "providers",
  "sandbox",
  "settings",
];

/** What the SDK loads only to send functions over the wire or to run a CLI, which no preview does: two thirds of its start. */
const neverUsed = /^(@npmcli\/arborist|typescript|ts-node|@opentelemetry\/.*|\.\/automation)$/;

/** What makes bundles and keeps them: another way of it makes others. */
const makers = ["bundles.mjs", "bundle-cache.mjs"].map((name) =>
  readFileSync(join(own, "preview", "start", name), "utf8"),
);

/** @param {string} home folder of the code @returns {Promise<AppBundle>} */
export async function appBundle(home) {
  const texts = sources.flatMap((path) => contents(home, path));
  const key = digest([process.version, ...makers, ...texts]);
  const name = `app-${key}.cjs`;
  const file = cachePath(name);
  const [map, list] = [`${name}.map`, `app-${key}.json`];
  const [known, knownList] = [recall(name), recall(list)];
  if (known !== undefined && knownList !== undefined) {
    const packages = JSON.parse(knownList.toString());
    return { name, file, code: known.toString(), packages, map: () => recall(map)?.toString() };
  }
  const built = await bundle({
    entryPoints: [join(home, "preview", "start", "main.ts")],
    outfile: file,
    packages: "external",
    sourcemap: "external",
    sourcesContent: false,
  });
  const packages = [
    ...new Set(
      built.imports.filter((i) => i.external && !i.path.startsWith("node:")).map((i) => i.path),
    ),
  ].sort();
  const text = fromHome(home, built.map, file);
  forget("app-");
  // The list last: what is found with it is complete.
  void (keep(map, text) && keep(name, built.code) && keep(list, JSON.stringify(packages)));
  return { name, file, code: built.code, packages, map: () => text };
}

/**
 * The source map with paths from the program's folder: a cache can be shared by checkouts that lie elsewhere.
 *
 * @param {string} home @param {string} map @param {string} file
 */
function fromHome(home, map, file) {
  const content = JSON.parse(map);
  content.sources = content.sources.map((/** @type {string} */ source) =>
    relative(home, resolve(dirname(file), source)),
  );
  return JSON.stringify(content);
}

/** @param {string} home folder of the packages @param {string[]} packages @returns {Promise<Bundle>} */
export async function vendorBundle(home, packages) {
  const locked = readFileSync(join(home, "package-lock.json"), "utf8");
  const name = `vendor-${digest([process.version, ...makers, locked, ...packages])}.cjs`;
  const file = cachePath(name);
  const known = recall(name);
  if (known !== undefined) return { name, file, code: known.toString() };
  const entries = packages.map(
    (id) => `${JSON.stringify(id)}: () => require(${JSON.stringify(id)})`,
  );
  const { code } = await bundle({
    stdin: { contents: `module.exports = {${entries.join(",\n")}};`, resolveDir: home },
    outfile: file,
    // What is ASCII, and no more than is run, is read and checked in a third of the time.
    charset: "ascii",
    minifyWhitespace: true,
    legalComments: "none",
    plugins: [{ name: "never-used", setup: stubNeverUsed }],
  }).catch((error) => {
    throw missingPackages(home, error) ?? error;
  });
  forget("vendor-");
  keep(name, code);
  return { name, file, code };
}

/** @param {import("esbuild").BuildOptions} options */
async function bundle(options) {
  const { build } = await import("esbuild").catch(() => {
    throw new MissingPackages("The packages that the preview needs are not installed: npm ci");
  });
  const { outputFiles, metafile } = await build({
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    charset: "utf8",
    logLevel: "silent",
    ...options,
    metafile: true,
    write: false,
  });
  /** @param {string} ending */
  const output = (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  const imports = Object.values(metafile.outputs).flatMap((made) => made.imports);
  return { code: output(".cjs"), map: output(".map"), imports };
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

/** @param {string} home @param {{ errors?: { text: string }[] }} error */
function missingPackages(home, { errors = [] }) {
  const paths = errors.flatMap(({ text }) => /^Could not resolve "([^"]+)"/.exec(text)?.[1] ?? []);
  if (paths.length === 0) return undefined;
  const names = new Set(paths.map((path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path));
  const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const undeclared = [...names].filter((name) => !(name in (manifest.dependencies ?? {})));
  const fix = undeclared.length === 1 ? `npm install ${String(undeclared[0])}` : "npm ci";
  return new MissingPackages(`Not installed: ${[...names].join(", ")}. Install with: ${fix}`);
}

/** @param {string} home @param {string} path @returns {string[]} */
function contents(home, path) {
  const full = join(home, path);
  const entry = statSync(full, { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (entry.isDirectory()) {
    return readdirSync(full)
      .filter((name) => name !== "node_modules")
      .sort()
      .flatMap((name) => contents(home, join(path, name)));
  }
  return /\.(ts|mjs|json)$/.test(path) ? [path, readFileSync(full, "utf8")] : [];
}

/** @param {string[]} parts */
export function digest(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}
